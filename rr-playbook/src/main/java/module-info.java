/** Wires the parts of RR: the facade, recovery cases, verification and reports. Users depend on this module alone. */
module io.rollbackrecovery.playbook {
    requires static transitive org.jspecify;
    requires transitive io.rollbackrecovery.core;
    requires transitive io.rollbackrecovery.git;
    requires transitive io.rollbackrecovery.analysis;
    requires transitive org.eclipse.jgit;
    requires tools.jackson.databind;

    exports io.rollbackrecovery;
    exports io.rollbackrecovery.playbook;
}
