package io.rollbackrecovery.analysis.internal.lang.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares edges between folders with the imports that {@code go list} knows, tests included, on four platforms. With
 * {@code -Drr.go.checkouts=FOLDER:FOLDER} it compares checkouts of real repositories, whose modules the go command must
 * be able to download; the table goes to {@code target/go-list.txt}.
 */
class GoAgainstGoListTest {
    private static final List<String> PLATFORMS = List.of("linux/amd64", "windows/amd64", "darwin/arm64", "js/wasm");
    private static final String FORMAT =
            "{{.ImportPath}}\t{{.Dir}}\t{{range .Imports}}{{.}} {{end}}{{range .TestImports}}{{.}} {{end}}"
                    + "{{range .XTestImports}}{{.}} {{end}}";

    @TempDir
    Path folder;

    /** Edges between folders that one side has and the other has not. */
    private record Comparison(Set<String> truth, Set<String> ours) {
        private double share(Set<String> of) {
            Set<String> both = new TreeSet<>(truth);
            both.retainAll(ours);
            return of.isEmpty() ? 1 : (double) both.size() / of.size();
        }

        double recall() {
            return share(truth);
        }

        double precision() {
            return share(ours);
        }
    }

    private List<Path> files(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                return at.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private Set<String> ours(Path root) throws IOException {
        GoLanguage go = new GoLanguage();
        SortedMap<RepoPath, FileFacts> facts = new TreeMap<>();
        Set<RepoPath> paths = new TreeSet<>();
        for (Path file : files(root)) {
            RepoPath path = RepoPath.of(root.relativize(file).toString().replace('\\', '/'));
            paths.add(path);
            if (go.handles(path)) {
                facts.put(path, go.extract(Files.readAllBytes(file), go.dialect(path)));
            }
        }
        Set<String> edges = new TreeSet<>();
        go.linker().link(facts, paths, new LinkSink() {
            @Override
            public void link(Link link) {
                String from = GoModules.folderOf(link.from());
                String to = GoModules.folderOf(link.to());
                boolean code =
                        link.from().name().endsWith(".go") && link.to().name().endsWith(".go");
                if (code && !from.equals(to)) {
                    edges.add(from + " -> " + to);
                }
            }

            @Override
            public void unresolved(RepoPath from, int line, String reference) {
                // Code that a build generates is no folder for either side.
            }
        });
        return edges;
    }

    private Set<String> goList(Path root, boolean offline) throws IOException, InterruptedException {
        Set<String> edges = new TreeSet<>();
        for (Path file : files(root)) {
            String place = "/" + root.relativize(file).toString().replace('\\', '/');
            boolean ofOthers = place.contains("/vendor/") || place.contains("/testdata/");
            if (file.endsWith("go.mod") && !ofOthers) {
                for (String platform : PLATFORMS) {
                    collect(root, goList(file.resolveSibling("."), platform, offline), edges);
                }
            }
        }
        return edges;
    }

    private List<String> goList(Path module, String platform, boolean offline)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("go", "list", "-e", "-deps", "-test", "-f", FORMAT, "./...");
        builder.directory(module.toFile());
        int slash = platform.indexOf('/');
        builder.environment().put("GOOS", platform.substring(0, slash));
        builder.environment().put("GOARCH", platform.substring(slash + 1));
        builder.environment().put("CGO_ENABLED", "1");
        builder.environment().put("GOTOOLCHAIN", "local");
        if (offline) {
            builder.environment().put("GOPROXY", "off");
            builder.environment().put("GOFLAGS", "");
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("GOCACHE", folder.resolve("cache").toString());
            builder.environment().put("GOPATH", folder.resolve("path").toString());
        }
        Path answer = folder.resolve("answer");
        Path log = folder.resolve("log");
        Process process = builder.redirectOutput(answer.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .describedAs(() -> module + " " + platform + ": " + text(log))
                .isZero();
        return Files.readAllLines(answer, StandardCharsets.UTF_8);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(Path root, List<String> lines, Set<String> edges) {
        Map<String, String> folders = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            if (parts[1].startsWith(root + "/") || parts[1].equals(root.toString())) {
                String relative = parts[1].substring(root.toString().length());
                folders.put(withoutTest(parts[0]), relative.isEmpty() ? "" : relative.substring(1) + "/");
            }
        }
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            String from = folders.get(withoutTest(parts[0]));
            for (String imported : parts[2].split(" ", -1)) {
                String to = folders.get(withoutTest(imported));
                // What the go command makes for tests has the package itself among its imports.
                if (from != null && to != null && !from.equals(to) && !parts[0].endsWith(".test")) {
                    edges.add(from + " -> " + to);
                }
            }
        }
    }

    /** {@code p [p.test]} is p as tests see it. */
    private static String withoutTest(String importPath) {
        int space = importPath.indexOf(' ');
        return space < 0 ? importPath : importPath.substring(0, space);
    }

    private void write(String path, String... lines) throws IOException {
        Path file = folder.resolve("src").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @Test
    void findsTheEdgesOfASmallProject() throws IOException, InterruptedException {
        Tools.require("go");
        write(
                "go.mod",
                "module example.com/m",
                "go 1.19",
                "require example.com/near v0.0.0",
                "replace example.com/near => ./near");
        write("near/go.mod", "module example.com/near", "go 1.19");
        write("near/sub/near.go", "package sub", "const Near = 1");
        write("internal/deep/v2/deep.go", "package deep", "type Deep struct{}", "func New() *Deep { return nil }");
        write(
                "main.go",
                "package main",
                "import (",
                "\"fmt\"",
                "\"example.com/m/internal/deep/v2\"",
                "\"example.com/near/sub\"",
                ")",
                "func main() { fmt.Println(deep.New(), sub.Near) }");
        write("os/os_linux.go", "package os", "import _ \"example.com/m/onlylinux\"");
        write("os/os_windows.go", "package os", "import . \"example.com/m/onlywindows\"", "var x = W");
        write("os/os.go", "package os");
        write("onlylinux/l.go", "package onlylinux");
        write("onlywindows/w.go", "package odd", "const W = 1");
        write("tested/t.go", "package tested");
        write("tested/t_test.go", "package tested", "import \"example.com/m/os\"", "import \"testing\"");
        write("tested/x_test.go", "package tested_test", "import odd \"example.com/m/onlywindows\"", "var x = odd.W");

        Path source = folder.resolve("src").toRealPath();
        Set<String> truth = goList(source, true);
        assertThat(truth).hasSize(6).contains(" -> near/sub/", "tested/ -> os/");
        assertThat(ours(source)).isEqualTo(truth);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "rr.go.checkouts",
            matches = ".+",
            disabledReason = "it compares checkouts, and none are named with -Drr.go.checkouts")
    void findsTheEdgesOfRealRepositories() throws IOException, InterruptedException {
        String checkouts = System.getProperty("rr.go.checkouts", "");
        Tools.require("go");
        List<String> table = new ArrayList<>();
        Map<String, Comparison> comparisons = new TreeMap<>();
        for (String checkout : checkouts.split(":", -1)) {
            Path root = Path.of(checkout).toRealPath();
            Comparison comparison = new Comparison(goList(root, false), ours(root));
            comparisons.put(checkout, comparison);
            table.add("%s: %d edges of go list, %d of RR, recall %.4f, precision %.4f"
                    .formatted(
                            root.getFileName(),
                            comparison.truth().size(),
                            comparison.ours().size(),
                            comparison.recall(),
                            comparison.precision()));
            comparison.truth().stream()
                    .filter(edge -> !comparison.ours().contains(edge))
                    .forEach(edge -> table.add("  missed   " + edge));
            comparison.ours().stream()
                    .filter(edge -> !comparison.truth().contains(edge))
                    .forEach(edge -> table.add("  only RR  " + edge));
        }
        Files.write(Path.of("target", "go-list.txt"), table);
        assertThat(comparisons.values()).allMatch(comparison -> comparison.recall() >= 0.99);
        assertThat(comparisons.values()).allMatch(comparison -> comparison.precision() >= 0.98);
    }
}
