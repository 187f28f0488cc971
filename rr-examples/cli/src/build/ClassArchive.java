import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.api.Git;

/**
 * Run by the build once target/rr.jar is there: makes target/rr.jsa, an archive of the classes that rr loads, which the
 * launcher hands to the JVM (class-data sharing). Starting takes about a third less with it. A JVM of another build, or a
 * folder that was moved, goes without it.
 *
 * <p>Classes of signed jars cannot be archived, so JGit's copy in target/lib loses its signature; nothing reads it. What
 * goes wrong here costs the archive, never the build.
 */
public final class ClassArchive {
    private ClassArchive() {}

    /** Takes the target folder. */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path archive = target.resolve("rr.jsa");
        Files.deleteIfExists(archive);
        Path scratch = Files.createTempDirectory(target, "archive");
        try {
            unsign(target.resolve("lib"));
            make(target, archive, scratch);
        } catch (IOException failed) {
            System.err.println("no class archive for rr: " + failed.getMessage());
            Files.deleteIfExists(archive);
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void unsign(Path lib) throws IOException {
        List<Path> jars;
        try (Stream<Path> all = Files.list(lib)) {
            jars = all.filter(path -> path.getFileName().toString().startsWith("org.eclipse.jgit")).toList();
        }
        for (Path jar : jars) {
            Path plain = jar.resolveSibling(jar.getFileName() + ".tmp");
            try (ZipFile signed = new ZipFile(jar.toFile());
                    ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(plain))) {
                for (ZipEntry entry : signed.stream().toList()) {
                    String name = entry.getName().toUpperCase(Locale.ROOT);
                    if (name.startsWith("META-INF/") && (name.endsWith(".SF") || name.endsWith(".RSA"))) {
                        continue;
                    }
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    out.putNextEntry(copy);
                    try (InputStream in = signed.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
            Files.move(plain, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void make(Path target, Path archive, Path scratch) throws Exception {
        Path work = scratch.resolve("work");
        try (Git git = Git.init().setDirectory(work.toFile()).call()) {
            commit(git, work, 1);
            commit(git, work, 2);
        }
        List<String> lists = new ArrayList<>();
        String cache = scratch.resolve("cache").toString();
        for (List<String> verb : List.of(
                List.of("--json", "assess"), List.of("graph", "--cache", cache), List.of("graph", "--cache", cache))) {
            Path list = scratch.resolve("classes" + lists.size());
            List<String> command = new ArrayList<>(List.of("-XX:DumpLoadedClassList=" + list));
            command.addAll(List.of("-jar", target.resolve("rr.jar").toString(), "--repo", work.toString()));
            command.addAll(verb);
            java(scratch, command);
            lists.add(Files.readString(list));
        }
        Path all = scratch.resolve("classes");
        Files.write(all, String.join("", lists).lines().distinct().toList());
        java(scratch, List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + all,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                target.resolve("rr.jar").toString()));
        if (!Files.exists(archive)) {
            throw new IOException("this JVM made none");
        }
    }

    private static void commit(Git git, Path work, int number) throws Exception {
        Files.createDirectories(work.resolve("src/app"));
        Files.writeString(work.resolve("src/app/A.java"), "package app; class A { int a = " + number + "; B b; }\n");
        Files.writeString(work.resolve("src/app/B.java"), "package app; class B { Object a() { return new A(); } }\n");
        Files.writeString(work.resolve("a.py"), "import b\nb.f(" + number + ")\n");
        Files.writeString(work.resolve("b.py"), "def f(x):\n    return x\n");
        Files.writeString(work.resolve("a.ts"), "import { f } from './b';\nf(" + number + ");\n");
        Files.writeString(work.resolve("b.ts"), "export function f(x) { return x; }\n");
        Files.writeString(work.resolve("a.go"), "package a\nfunc F() int { return " + number + " }\n");
        Files.writeString(work.resolve("c.yaml"), "file: a.py\n");
        git.add().addFilepattern(".").call();
        git.commit().setMessage("Commit " + number).setAuthor("RR", "rr@localhost").setSign(false).call();
    }

    private static void java(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the JVM did not end");
        }
    }
}
