package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.fixtures.GitFixture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes many short histories by chance, each a branch of its own without a common commit, by one fast-import. */
final class HistoryMaker {
    /** Files by path: the lines of each. A path that ends in {@code *} can be executed. */
    static final class Files extends TreeMap<String, List<String>> {
        private static final long serialVersionUID = 1L;

        Files copy() {
            Files copy = new Files();
            forEach((path, lines) -> copy.put(path, new ArrayList<>(lines)));
            return copy;
        }
    }

    /**
     * A history.
     *
     * @param commits oldest first
     * @param files the files of each commit
     */
    record Made(List<CommitId> commits, List<Files> files) {
        CommitId tip() {
            return commits.get(commits.size() - 1);
        }
    }

    private final Random random;
    private final boolean oneFile;
    private int fresh;

    /**
     * Makes them by a seed.
     *
     * @param oneFile whether there is one file whose lines are edited, and nothing else; then no line comes back
     */
    HistoryMaker(long seed, boolean oneFile) {
        this.random = new Random(seed);
        this.oneFile = oneFile;
    }

    List<Made> make(GitFixture git, int histories, int length) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<List<Files>> all = new ArrayList<>();
        int mark = 0;
        for (int i = 0; i < histories; i++) {
            List<Files> history = history(length);
            for (int j = 0; j < length; j++) {
                write(stream, "h" + i, ++mark, j, history.get(j));
            }
            all.add(history);
        }
        GitFixture.Result result =
                git.tryRunWithInput(stream.toByteArray(), "fast-import", "--quiet", "--export-marks=.git/marks");
        if (result.exit() != 0) {
            throw new AssertionError(result.err());
        }
        Map<Integer, CommitId> ids = new HashMap<>();
        for (String line : git.read(".git/marks").lines().toList()) {
            int space = line.indexOf(' ');
            ids.put(Integer.valueOf(line.substring(1, space)), new CommitId(line.substring(space + 1)));
        }
        List<Made> made = new ArrayList<>();
        int next = 0;
        for (List<Files> history : all) {
            List<CommitId> commits = new ArrayList<>();
            for (int j = 0; j < length; j++) {
                commits.add(ids.get(++next));
            }
            made.add(new Made(commits, history));
        }
        return made;
    }

    private List<Files> history(int length) {
        Files files = new Files();
        for (String path : oneFile ? List.of("d/a") : List.of("d/a", "d/b", "e/c", "f")) {
            files.put(path, lines(12));
        }
        List<Files> history = new ArrayList<>(List.of(files));
        while (history.size() < length) {
            Files last = history.get(history.size() - 1);
            Files next = last.copy();
            int changes = 1 + random.nextInt(oneFile ? 3 : 2);
            for (int i = 0; i < changes; i++) {
                change(next, history);
            }
            if (next.isEmpty() || next.equals(last)) {
                continue;
            }
            history.add(next);
        }
        return history;
    }

    private List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("line " + fresh++);
        }
        return lines;
    }

    private String pick(Files files) {
        List<String> paths = List.copyOf(files.keySet());
        return paths.get(random.nextInt(paths.size()));
    }

    private void change(Files files, List<Files> history) {
        if (files.isEmpty()) {
            return;
        }
        String path = pick(files);
        int kind = oneFile ? 0 : random.nextInt(20);
        if (kind < 11) {
            edit(files.get(path));
        } else if (kind == 11) {
            put(files, "d/new" + random.nextInt(3), lines(8));
        } else if (kind == 12) {
            files.remove(path);
        } else if (kind == 13 || kind == 14) {
            List<String> moved = files.remove(path);
            put(files, List.of("e/", "g/", "").get(random.nextInt(3)) + "r" + random.nextInt(4), moved);
        } else if (kind == 15 || kind == 16) {
            moveFolder(files, random.nextBoolean() ? "d/" : "e/", random.nextBoolean() ? "m/" : "d/");
        } else if (kind == 17) {
            List<String> same = files.remove(path);
            put(files, path.endsWith("*") ? path.substring(0, path.length() - 1) : path + "*", same);
        } else {
            // Something of before comes back.
            Files before = history.get(random.nextInt(history.size()));
            String old = pick(before);
            put(files, old, new ArrayList<>(before.get(old)));
        }
    }

    private static void put(Files files, String path, List<String> lines) {
        String plain = path.replace("*", "");
        files.keySet().removeIf(other -> {
            String there = other.replace("*", "");
            return there.equals(plain) || there.startsWith(plain + "/") || plain.startsWith(there + "/");
        });
        files.put(path, lines);
    }

    private static void moveFolder(Files files, String from, String to) {
        for (String path : List.copyOf(files.keySet())) {
            if (path.startsWith(from) && !from.equals(to)) {
                put(files, to + path.substring(from.length()), files.remove(path));
            }
        }
    }

    private void edit(List<String> lines) {
        int at = random.nextInt(lines.size() + 1);
        int gone = Math.min(random.nextInt(3), lines.size() - at);
        lines.subList(at, at + gone).clear();
        lines.addAll(at, lines(gone == 0 ? 1 + random.nextInt(2) : random.nextInt(3)));
    }

    private static void write(ByteArrayOutputStream stream, String branch, int mark, int place, Files files) {
        print(stream, "commit refs/heads/" + branch + "\nmark :" + mark + "\n");
        print(stream, "committer Ada <ada@example.org> " + (1767600000 + 60 * mark) + " +0000\n");
        String message = "commit " + mark;
        print(stream, "data " + message.length() + "\n" + message + "\n");
        if (place > 0) {
            print(stream, "from :" + (mark - 1) + "\n");
        }
        print(stream, "deleteall\n");
        files.forEach((path, lines) -> {
            String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
            String mode = path.endsWith("*") ? "100755" : "100644";
            print(stream, "M " + mode + " inline " + path.replace("*", "") + "\n");
            print(stream, "data " + text.length() + "\n" + text + "\n");
        });
        print(stream, "\n");
    }

    private static void print(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
