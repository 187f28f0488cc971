package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.fixtures.GitFixture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real git's verdict on three trees: a merge of two commits whose only parent has the base's tree. All cases go into
 * one repository by one fast-import and are judged by one process.
 */
final class MergeOracle {
    /** A case: three trees. */
    static final class Case {
        final String name;
        final Snapshot base;
        final Snapshot ours;
        final Snapshot theirs;

        Case(String name, Snapshot base, Snapshot ours, Snapshot theirs) {
            this.name = name;
            this.base = base;
            this.ours = ours;
            this.theirs = theirs;
        }
    }

    /** What git says, and the ids of the three trees. */
    record Verdict(boolean clean, TreeId tree, TreeSet<String> conflicted, TreeId base, TreeId ours, TreeId theirs) {}

    final GitFixture git;

    MergeOracle(Path folder) {
        this.git = GitFixture.init(folder);
    }

    /** Git's defaults, in the version that judges here. */
    MergeSettings settings() {
        Matcher version = Pattern.compile("(\\d+)\\.(\\d+)").matcher(git.run("version"));
        if (!version.find()) {
            throw new AssertionError("git has no version");
        }
        int number = Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2));
        RenameSettings renames = RenameSettings.defaults();
        return MergeSettings.defaults()
                .withRenames(
                        new RenameSettings(renames.enabled(), renames.limit(), renames.directories(), number >= 2044));
    }

    List<Verdict> judge(List<Case> cases) {
        return judge(cases, List.of());
    }

    /** Judges the cases; options are given to git before the command. */
    List<Verdict> judge(List<Case> cases, List<String> options) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int mark = 0;
        for (Case one : cases) {
            mark = commit(stream, mark, one.base, 0);
            int base = mark;
            mark = commit(stream, mark, one.ours, base);
            mark = commit(stream, mark, one.theirs, base);
        }
        String marks = git.path(".git/marks").toString();
        GitFixture.Result imported =
                git.tryRunWithInput(stream.toByteArray(), "fast-import", "--quiet", "--export-marks=" + marks);
        if (imported.exit() != 0) {
            throw new AssertionError(imported.err());
        }
        Map<Integer, String> commits = new HashMap<>();
        for (String line : git.read(".git/marks").lines().toList()) {
            int space = line.indexOf(' ');
            commits.put(Integer.valueOf(line.substring(1, space)), line.substring(space + 1));
        }
        StringBuilder pairs = new StringBuilder();
        StringBuilder wanted = new StringBuilder();
        for (int i = 0; i < cases.size(); i++) {
            pairs.append(commits.get(3 * i + 2))
                    .append(' ')
                    .append(commits.get(3 * i + 3))
                    .append('\n');
            for (int k = 1; k <= 3; k++) {
                wanted.append(commits.get(3 * i + k)).append("^{tree}\n");
            }
        }
        String[] trees = new String(
                        git.tryRunWithInput(bytes(wanted), "cat-file", "--batch-check=%(objectname)")
                                .outBytes(),
                        StandardCharsets.US_ASCII)
                .split("\n", -1);
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("merge-tree", "--write-tree", "--stdin", "--name-only", "--no-messages"));
        GitFixture.Result result = git.tryRunWithInput(bytes(pairs), command.toArray(new String[0]));
        String[] tokens = result.out().split("\0", -1);
        List<Verdict> verdicts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < cases.size(); i++) {
            if (at + 1 >= tokens.length) {
                throw new AssertionError("git stopped at case " + cases.get(i).name + ": " + result.err());
            }
            boolean clean = tokens[at++].equals("1");
            TreeId tree = new TreeId(tokens[at++]);
            TreeSet<String> conflicted = new TreeSet<>();
            while (!tokens[at].isEmpty()) {
                conflicted.add(tokens[at++]);
            }
            at++;
            verdicts.add(new Verdict(
                    clean,
                    tree,
                    conflicted,
                    new TreeId(trees[3 * i]),
                    new TreeId(trees[3 * i + 1]),
                    new TreeId(trees[3 * i + 2])));
        }
        return verdicts;
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int commit(ByteArrayOutputStream stream, int lastMark, Snapshot snapshot, int parent) {
        int mark = lastMark + 1;
        print(stream, "commit refs/heads/case-" + mark + "\nmark :" + mark);
        print(stream, "\ncommitter Ada <ada@example.org> 1767600000 +0000\ndata 0\n");
        if (parent > 0) {
            print(stream, "from :" + parent + "\ndeleteall\n");
        }
        snapshot.files.forEach((path, item) -> {
            if (item.mode.equals("160000")) {
                print(stream, "M 160000 " + new String(item.content, StandardCharsets.US_ASCII) + " " + path + "\n");
            } else {
                print(stream, "M " + item.mode + " inline " + path + "\ndata " + item.content.length + "\n");
                stream.writeBytes(item.content);
                print(stream, "\n");
            }
        });
        print(stream, "\n");
        return mark;
    }

    private static void print(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
