package io.rollbackrecovery.playbook;

import io.rollbackrecovery.OpenOptions;
import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;

/** Assesses a repository as the command line does, in a process of its own, to be watched by {@link AssessQuietTest}. */
final class AssessProbe {
    private AssessProbe() {}

    public static void main(String[] arguments) {
        OpenOptions options = arguments.length < 2
                ? OpenOptions.defaults()
                : OpenOptions.defaults().withCache(Path.of(arguments[1]));
        try (RollbackRecovery rr = RollbackRecovery.open(Path.of(arguments[0]), GitEnvironment.ofUser(), options)) {
            String text =
                    new Assessor(rr.repository(), rr.blastRadius()).assess().describe();
            if (text.isBlank()) {
                throw new IllegalStateException("nothing was said");
            }
        }
    }
}
