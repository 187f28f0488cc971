/** All of RR that touches a repository: objects, reverts, apply, journal, checkpoints, sessions, scratch work trees. */
module io.rollbackrecovery.git {
    requires static transitive org.jspecify;
    requires transitive io.rollbackrecovery.core;
    requires org.eclipse.jgit;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports io.rollbackrecovery.git;
    exports io.rollbackrecovery.git.env;
}
