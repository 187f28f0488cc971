package io.rollbackrecovery.git.internal.refs;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;

/** Configuration that was loaded already, in the form that JGit's repository wants; it is never written. */
final class QuietConfig extends StoredConfig {
    QuietConfig(Config loaded) {
        super(loaded);
    }

    @Override
    public void load() {
        // loaded already; a changed file is seen by opening the repository again
    }

    @Override
    public void save() {
        throw new UnsupportedOperationException("RR does not write a repository's configuration");
    }
}
