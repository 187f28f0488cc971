package io.rollbackrecovery.examples.quickstart;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Shows a recovery from beginning to end on a repository that it makes in a temporary folder; with {@code --repo DIR} it
 * takes a first look at a repository of yours, and writes nothing.
 */
public final class Quickstart {
    private static final String USAGE = "usage: quickstart [--repo DIR]";

    private Quickstart() {}

    /**
     * Runs the story, or assesses a repository. Ends with 0 if everything held, 1 if a step of the story did not, 2 for
     * wrong usage or no repository, 3 if something stands in the way, 4 for a failure of the machine or of RR.
     *
     * @param args nothing, or {@code --repo DIR}
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = run(args, out, err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length == 0) {
                Path folder = Files.createTempDirectory("rr-quickstart-");
                return new Story(folder, out).tell() ? 0 : 1;
            }
            if (args.length == 2 && args[0].equals("--repo")) {
                assess(Path.of(args[1]), out);
                return 0;
            }
            err.println(USAGE);
            return 2;
        } catch (InvalidPathException e) {
            err.println("not a path: " + e.getInput());
            return 2;
        } catch (RrException e) {
            err.println((e.getMessage() + " " + e.hint()).strip());
            return switch (e.code().category()) {
                case USAGE -> 2;
                case REFUSED -> 3;
                case ENVIRONMENT -> 4;
                case CANCELLED -> 130;
            };
        } catch (IOException e) {
            err.println("cannot read or write: " + e.getMessage());
            return 4;
        }
    }

    private static void assess(Path place, PrintStream out) {
        try (RollbackRecovery rr = RollbackRecovery.open(place, GitEnvironment.ofUser())) {
            out.print(rr.assess().describe());
        }
    }
}
