package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The launcher as a process of its own. What it starts is made here from the classes under test: the jar of the build
 * does not exist yet when tests run.
 */
class LauncherTest {
    @TempDir
    Path folder;

    GitFixture git;
    Path launcher;

    @BeforeEach
    void makeInstallation() throws IOException {
        Tools.require("git", "bash");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n").commit("first");
        Path home = Files.createDirectories(folder.resolve("with space").resolve("cli"));
        launcher = Files.copy(Path.of("rr").toAbsolutePath(), home.resolve("rr"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Path target = Files.createDirectories(home.resolve("target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.rollbackrecovery.examples.cli.Main");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        new JarOutputStream(Files.newOutputStream(target.resolve("rr.jar")), manifest).close();
    }

    private static String classPath() {
        StringBuilder urls = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            urls.append(Path.of(entry).toUri()).append(' ');
        }
        return urls.toString().strip();
    }

    private record Result(int exit, String out, String err) {}

    private Result rr(Map<String, String> variables, Path cwd, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return execute(variables, cwd, command);
    }

    private Result execute(Map<String, String> variables, Path cwd, String... command) throws IOException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(cwd.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("LC_"));
        builder.environment().putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it took more than two minutes: " + List.of(command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void itRunsFromAnywhereThroughALinkInTheCLocale() throws IOException {
        String name = "caf\u00e9 \u65e5.txt";
        byte[] stream = """
                commit refs/heads/main
                committer A <a@e> 1767600000 +0000
                data 3
                bad
                from refs/heads/main^0
                M 100644 inline caf\u00e9 \u65e5.txt
                data 2
                x

                """.getBytes(StandardCharsets.UTF_8);
        assertThat(git.tryRunWithInput(stream, "fast-import", "--quiet").exit()).isZero();
        git.run("reset", "-q", "--hard");
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
        launcher = link;

        Result result = rr(Map.of("LC_ALL", "C"), folder, "--repo", git.folder().toString(), "--json", "blast", "main");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode blast = Rig.checked(result.out());
        assertThat(blast.path("changed").get(0).path("path").asString()).isEqualTo(name);
        assertThat(result.err()).isEmpty();

        Result applied = rr(Map.of("LC_ALL", "C"), git.folder(), "revert", "HEAD", "--apply");
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(git.run("ls-files")).isEqualTo("a.txt");
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void argumentsAndTheLocaleOfTheCheckArePassedOn() throws IOException {
        git.write("b.txt", "b\n").commit("second");
        String check = "printf '%s|' \"$@\" \"$LC_ALL\" \"${RR_LC_ALL-unset}\" >> \"$0\"; exit 1";
        Path seen = folder.resolve("seen");
        git.write("c.txt", "c\n").commit("third");
        Result result = rr(
                Map.of("LC_ALL", "C"),
                git.folder(),
                "bisect",
                "--good",
                "HEAD~2",
                "--bad",
                "HEAD",
                "--",
                "sh",
                "-c",
                check,
                seen.toString(),
                "a b",
                "",
                "@x",
                "--json",
                "$HOME",
                "*");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Files.readString(seen)).startsWith("a b||@x|--json|$HOME|*|C|unset|");
    }

    @Test
    void exitCodesAreThoseOfTheVerb() throws IOException {
        assertThat(rr(Map.of(), git.folder(), "ops").exit()).isZero();
        assertThat(rr(Map.of(), git.folder(), "undo").exit()).isEqualTo(1);
        Result unknown = rr(Map.of(), git.folder(), "revert", "nosuch");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err().lines()).hasSize(1);
        Files.delete(launcher.resolveSibling("target").resolve("rr.jar"));
        Result missing = rr(Map.of(), git.folder(), "ops");
        assertThat(missing.exit()).isEqualTo(4);
        assertThat(missing.err()).contains("is not built");
    }

    @Test
    void anInterruptEndsASearchAndItsCheck() throws Exception {
        Tools.require("kill");
        git.write("b.txt", "b\n").commit("second");
        git.write("c.txt", "c\n").commit("third");
        Path started = folder.resolve("started");
        List<String> command = new ArrayList<>(listeningToInterrupts());
        command.addAll(List.of(launcher.toString(), "--json", "bisect", "--good", "HEAD~2", "--bad", "HEAD"));
        command.addAll(List.of("--", "sh", "-c", "echo $$ > " + started + "; exec sleep 300"));
        Process process = new ProcessBuilder(command)
                .directory(git.folder().toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        for (int i = 0; i < 600 && !(Files.exists(started) && Files.size(started) > 0); i++) {
            Thread.sleep(100);
        }
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        JsonNode document = Rig.checked(Files.readString(folder.resolve("out")));
        assertThat(document.path("error").path("code").asString()).isEqualTo("CANCELLED");
        long check = Long.parseLong(Files.readString(started).strip());
        assertThat(ProcessHandle.of(check).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    /** A build that a shell started in the background ignores interrupts, and so would everything that it starts. */
    private static List<String> listeningToInterrupts() throws Exception {
        List<String> env = List.of("env", "--default-signal=INT");
        Process known = new ProcessBuilder("env", "--default-signal=INT", "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return known.waitFor() == 0 ? env : List.of();
    }
}
