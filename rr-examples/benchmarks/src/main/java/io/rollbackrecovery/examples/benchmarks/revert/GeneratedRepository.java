package io.rollbackrecovery.examples.benchmarks.revert;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A repository for measuring, with a work tree that is clean at HEAD. The first commit adds all files, in folders of 25
 * and those in folders of 20; four wide ones change a line in 1, 10, 100 and 1,000 files. Then 100 commits change three
 * files each, one line in each. All change the same 60 files, so a file is changed by five of them, at lines far enough
 * from each other for every revert to be clean. In the variant with renames a commit in the middle renames 100 files, 30
 * of the 60 among them. At last come as many later commits as are asked for, each with one line in another file.
 */
final class GeneratedRepository {
    private static final int COMMITS = 100;
    private static final int HOT = 60;
    private static final int LINES = 24;
    private static final int WIDE_LINE = 22;
    private static final int LATER_LINE = 12;
    private static final int RENAMED = 100;
    private static final String DONE = "rr-bench-done";

    private final int files;
    private final boolean renames;
    private final int later;
    private final Git git;
    private final Set<Integer> moved = new LinkedHashSet<>();
    private final int[][] edits;

    private GeneratedRepository(Path folder, int files, boolean renames, int later) {
        this.files = files;
        this.renames = renames;
        this.later = later;
        this.git = new Git(folder);
        this.edits = new int[files][0];
    }

    /**
     * Gives a repository, which is made unless it is there already.
     *
     * @param work the folder for generated repositories
     * @param files how many files it has, 200 or more
     * @param renames whether files are renamed in the middle of its history
     * @param later how many commits come after those that are to be reverted
     */
    static GeneratedRepository of(Path work, int files, boolean renames, int later) {
        Path folder =
                work.resolve("files-" + files + (renames ? "-renames" : "") + (later > 0 ? "-later-" + later : ""));
        GeneratedRepository repository = new GeneratedRepository(folder, files, renames, later);
        if (!Files.exists(folder.resolve(".git").resolve(DONE))) {
            try {
                repository.make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return repository;
    }

    Path folder() {
        return git.folder();
    }

    Git git() {
        return git;
    }

    /** Commits from before the renames, each with 55 or more later ones. */
    List<String> single() {
        List<String> all = history();
        return IntStream.range(0, 16).mapToObj(i -> all.get(1 + 2 * i)).toList();
    }

    /** So many commits of the 100, drawn evenly, newest first; 40 are two of each five. */
    List<String> interleaved(int count) {
        List<String> all = history();
        return IntStream.range(0, count)
                .map(i -> COMMITS - 1 - i * COMMITS / count)
                .mapToObj(all::get)
                .toList();
    }

    /** The commit that changes so many files: 1, 10, 100 or 1,000. */
    String wide(int width) {
        return git.run("log", "--format=%H", "--grep=^Widen " + width + "$", "HEAD");
    }

    /** The commits that change lines, oldest first. */
    private List<String> history() {
        return git.run("log", "--reverse", "--format=%H", "--grep=^Change ", "HEAD")
                .lines()
                .toList();
    }

    private void make() throws IOException {
        Path stream = Files.createTempFile("rr-bench", ".stream");
        git.run("init", "--quiet", "--initial-branch=main");
        try (BufferedWriter out = Files.newBufferedWriter(stream, StandardCharsets.UTF_8)) {
            commit(out, "Add all", 0);
            for (int file = 0; file < files; file++) {
                write(out, file);
            }
            int offset = 0; // so that no two of them change the same file
            for (int width = 1; width <= 1000 && width < files; width *= 10) {
                commit(out, "Widen " + width, 0);
                offset++;
                for (int i = 0; i < width; i++) {
                    edit(out, i * (files / width) + offset, WIDE_LINE);
                }
            }
            for (int i = 0; i < COMMITS; i++) {
                if (renames && i == COMMITS / 2) {
                    commit(out, "Rename", i + 1);
                    rename(out);
                }
                commit(out, "Change " + i, i + 1);
                for (int k = 0; k < 3; k++) {
                    edit(out, hot((3 * i + k) % HOT), 2 + 4 * ((3 * i + k) / HOT));
                }
            }
            for (int i = 0; i < later; i++) {
                commit(out, "Later " + i, COMMITS + i);
                int file = 1 + i * 7 % (files - 1);
                edit(out, file % (files / HOT) == 0 ? 1 : file, LATER_LINE);
            }
        }
        git.feed(stream, "fast-import", "--quiet");
        Files.delete(stream);
        git.run("repack", "-adq", "--window=10");
        git.run("reset", "--hard", "--quiet");
        Files.createFile(git.folder().resolve(".git").resolve(DONE));
    }

    private void edit(BufferedWriter out, int file, int line) throws IOException {
        edits[file] =
                IntStream.concat(IntStream.of(edits[file]), IntStream.of(line)).toArray();
        write(out, file);
    }

    private void rename(BufferedWriter out) throws IOException {
        for (int i = 0; i < HOT; i += 2) {
            moved.add(hot(i));
        }
        for (int file = 1; moved.size() < RENAMED; file += 2) {
            if (file % (files / HOT) != 0) {
                moved.add(file);
            }
        }
        for (int file : moved) {
            out.write("R " + original(file) + " " + path(file) + "\n");
        }
    }

    private int hot(int i) {
        return i * (files / HOT);
    }

    private String path(int file) {
        return moved.contains(file) ? original(file).replace("/file-", "/moved-") : original(file);
    }

    private static String original(int file) {
        return String.format(Locale.ROOT, "area-%03d/part-%02d/file-%06d.txt", file / 500, file / 25 % 20, file);
    }

    private static void commit(BufferedWriter out, String message, int minute) throws IOException {
        out.write("commit refs/heads/main\ncommitter Bench <bench@example.org> " + (1767600000 + 60 * minute)
                + " +0000\ndata " + message.length() + "\n" + message + "\n");
    }

    private void write(BufferedWriter out, int file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            int number = line;
            long times =
                    IntStream.of(edits[file]).filter(other -> other == number).count();
            text.append(times == 0 ? "line " : times == 1 ? "changed " : times + " times changed ")
                    .append(line)
                    .append(" of file ")
                    .append(file)
                    .append(": ")
                    .append(Long.toHexString(0x9E3779B97F4A7C15L * (31L * file + line + 1)))
                    .append('\n');
        }
        out.write("M 100644 inline " + path(file) + "\ndata " + text.length() + "\n" + text + "\n");
    }
}
