package io.rollbackrecovery.examples.benchmarks.revert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real git in one folder, cut off from the configuration of whoever runs the benchmark. Not thread-safe. */
final class Git {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
            Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_EDITOR", "true"),
            Map.entry("GIT_TERMINAL_PROMPT", "0"),
            Map.entry("GIT_AUTHOR_NAME", "Bench"),
            Map.entry("GIT_AUTHOR_EMAIL", "bench@example.org"),
            Map.entry("GIT_AUTHOR_DATE", "1767600000 +0000"),
            Map.entry("GIT_COMMITTER_NAME", "Bench"),
            Map.entry("GIT_COMMITTER_EMAIL", "bench@example.org"),
            Map.entry("GIT_COMMITTER_DATE", "1767600000 +0000"),
            Map.entry("LC_ALL", "C.UTF-8"));

    private final Path folder;

    /**
     * How a command ended.
     *
     * @param exit its exit code
     * @param out what it printed
     */
    record Result(int exit, String out) {
        List<String> lines() {
            return out.lines().toList();
        }

        /** The pieces between NUL bytes. */
        List<String> pieces() {
            return out.isEmpty() ? List.of() : List.of(out.split("\0", -1));
        }
    }

    Git(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Runs git, which must succeed, and gives what it printed without the last line's end. */
    String run(String... arguments) {
        Result result = attempt(arguments);
        if (result.exit() != 0) {
            throw new IllegalStateException("git " + String.join(" ", arguments) + " in " + folder + " ended with "
                    + result.exit() + ": " + result.out());
        }
        return result.out().stripTrailing();
    }

    /** Runs git. */
    Result attempt(String... arguments) {
        try {
            Process process = start(ProcessBuilder.Redirect.PIPE, arguments);
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run git in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git ran", e);
        }
    }

    /** Runs git and throws away what it prints, as cheaply as a process can be run; it must end with 0. */
    int runSilently(String... arguments) {
        try {
            int exit = start(ProcessBuilder.Redirect.DISCARD, arguments).waitFor();
            if (exit != 0) {
                throw new IllegalStateException("git " + String.join(" ", arguments) + " ended with " + exit);
            }
            return exit;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run git in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git ran", e);
        }
    }

    /** Feeds a file to git, which must succeed. */
    void feed(Path input, String... arguments) {
        try {
            Process process = builder(arguments)
                    .redirectInput(input.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("git " + String.join(" ", arguments) + " refused " + input);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run git in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git ran", e);
        }
    }

    private Process start(ProcessBuilder.Redirect out, String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(String... arguments) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of("git", "-c", "gc.auto=0", "-c", "advice.detachedHead=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(VARIABLES);
        return builder;
    }
}
