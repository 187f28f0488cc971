/** Values, plans, the dependency graph, the closure solver and the ports of RR: no I/O, no Git, no process. */
@SuppressWarnings("module") // the modules that build on this one are not there yet when it is compiled
module io.rollbackrecovery.core {
    requires static transitive org.jspecify;
    requires tools.jackson.databind;

    exports io.rollbackrecovery.core.architecture;
    exports io.rollbackrecovery.core.check;
    exports io.rollbackrecovery.core.checkpoint;
    exports io.rollbackrecovery.core.error;
    exports io.rollbackrecovery.core.graph;
    exports io.rollbackrecovery.core.history;
    exports io.rollbackrecovery.core.id;
    exports io.rollbackrecovery.core.json;
    exports io.rollbackrecovery.core.json.text to
            io.rollbackrecovery.git,
            io.rollbackrecovery.playbook;
    exports io.rollbackrecovery.core.plan;
    exports io.rollbackrecovery.core.reference;
    exports io.rollbackrecovery.core.run;
    exports io.rollbackrecovery.core.session;
    exports io.rollbackrecovery.core.solver;
    exports io.rollbackrecovery.core.source;
}
