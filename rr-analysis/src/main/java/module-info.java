/** All that reads code or searches, over the ports of rr-core: no Git, no process, no file. */
module io.rollbackrecovery.analysis {
    requires transitive io.rollbackrecovery.core;
    requires static transitive org.jspecify;

    exports io.rollbackrecovery.analysis;
    exports io.rollbackrecovery.analysis.risk;
    exports io.rollbackrecovery.analysis.spi;
}
