package io.rollbackrecovery.git.internal.merge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes three trees by chance: a base, and two sides that change it, often in the same places. */
final class CaseGenerator {
    private static final String HEX = "0123456789abcdef";

    private final Random random;
    private final boolean renames;

    CaseGenerator(long seed, boolean renames) {
        this.random = new Random(seed);
        this.renames = renames;
    }

    /** Makes a line of snapshots, each of which changes the one before by one to three steps. */
    List<Snapshot> history(int length) {
        Snapshot now = new Snapshot();
        for (int i = 0; i < 14; i++) {
            now.put(newPath(), "100644", newText());
        }
        List<Snapshot> history = new ArrayList<>(List.of(now));
        while (history.size() < length) {
            now = now.copy();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                mutate(now, random);
            }
            history.add(now);
        }
        return history;
    }

    MergeOracle.Case next(String name) {
        Snapshot base = new Snapshot();
        int files = 1 + random.nextInt(8);
        for (int i = 0; i < files; i++) {
            base.put(newPath(), random.nextInt(6) == 0 ? "100755" : "100644", newText());
        }
        if (random.nextInt(4) == 0) {
            base.put("link", "120000", "target".getBytes(StandardCharsets.UTF_8));
        }
        if (random.nextInt(8) == 0) {
            base.put("sub", "160000", someId());
        }
        if (random.nextInt(6) == 0) {
            base.put("blob.bin", "100644", new byte[] {1, 0, 2, (byte) random.nextInt(4)});
        }
        Snapshot ours = base.copy();
        Snapshot theirs = base.copy();
        int both = random.nextInt(3);
        for (int i = 0; i < both; i++) {
            long seed = random.nextLong();
            mutate(ours, new Random(seed));
            mutate(theirs, new Random(seed));
        }
        int more = 1 + random.nextInt(4);
        for (int i = 0; i < more; i++) {
            mutate(ours, random);
        }
        int less = 1 + random.nextInt(3);
        for (int i = 0; i < less; i++) {
            mutate(theirs, random);
        }
        return new MergeOracle.Case(name, base, ours, theirs);
    }

    private void mutate(Snapshot tree, Random dice) {
        if (tree.files.isEmpty()) {
            tree.put(newPath(dice), "100644", text(dice));
            return;
        }
        List<String> paths = new ArrayList<>(tree.files.keySet());
        String path = paths.get(dice.nextInt(paths.size()));
        Snapshot.Item item = tree.files.get(path);
        int what = dice.nextInt(renames ? 34 : 26);
        if (what < 14) {
            edit(tree, path, item, dice);
        } else if (what == 14) {
            tree.remove(path);
        } else if (what == 15) {
            tree.put(newPath(dice), "100644", text(dice));
        } else if (what == 16 && item.mode.startsWith("100")) {
            tree.put(path, item.mode.equals("100644") ? "100755" : "100644", item.content);
        } else if (what == 17) {
            tree.put(path, "120000", ("to" + dice.nextInt(3)).getBytes(StandardCharsets.UTF_8));
        } else if (what == 18) {
            tree.put(path, "160000", someId(dice));
        } else if (what == 19) {
            tree.put(path + "/inside" + dice.nextInt(2), "100644", text(dice));
        } else if (what == 20) {
            int slash = path.indexOf('/');
            tree.put(slash > 0 ? path.substring(0, slash) : path, "100644", text(dice));
        } else if (what == 21) {
            tree.put(path, "100644", new byte[0]);
        } else if (what == 22) {
            tree.put(path, "100644", new byte[] {'x', 0, (byte) dice.nextInt(3)});
        } else if (what == 23) {
            removeFolder(tree, path);
        } else if (what < 26) {
            edit(tree, path, item, dice);
        } else if (what < 32) {
            tree.remove(path);
            tree.put(dice.nextInt(3) == 0 ? newPath(dice) : sibling(path, dice), item.mode, item.content);
        } else {
            moveFolder(tree, path, dice);
        }
    }

    private static void removeFolder(Snapshot tree, String path) {
        int slash = path.indexOf('/');
        if (slash > 0) {
            tree.files.keySet().removeIf(other -> other.startsWith(path.substring(0, slash + 1)));
        }
    }

    private static String sibling(String path, Random dice) {
        int slash = path.lastIndexOf('/');
        return path.substring(0, slash + 1) + "moved" + dice.nextInt(4);
    }

    private static void moveFolder(Snapshot tree, String path, Random dice) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return;
        }
        String from = path.substring(0, slash + 1);
        String to = "e" + dice.nextInt(3) + "/";
        for (String old : List.copyOf(tree.files.keySet())) {
            if (old.startsWith(from)) {
                Snapshot.Item item = tree.files.remove(old);
                tree.put(to + old.substring(from.length()), item.mode, item.content);
            }
        }
    }

    private void edit(Snapshot tree, String path, Snapshot.Item item, Random dice) {
        if (!item.mode.startsWith("100")) {
            byte[] content = item.mode.equals("160000")
                    ? someId(dice)
                    : ("other" + dice.nextInt(3)).getBytes(StandardCharsets.UTF_8);
            tree.put(path, item.mode, content);
            return;
        }
        List<String> lines = lines(item.content);
        int steps = 1 + dice.nextInt(2);
        for (int i = 0; i < steps; i++) {
            int at = dice.nextInt(lines.size() + 1);
            int what = dice.nextInt(12);
            if (what < 3 || at == lines.size()) {
                lines.add(at, line(dice));
            } else if (what < 6) {
                lines.set(at, line(dice));
            } else if (what < 9) {
                lines.remove(at);
            } else if (what == 9) {
                String last = lines.remove(lines.size() - 1);
                lines.add(last.endsWith("\n") ? last.substring(0, last.length() - 1) : last + "\n");
            } else if (what == 10) {
                lines.replaceAll(line -> line.endsWith("\r\n") ? line : line.replace("\n", "\r\n"));
            } else {
                lines.addAll(at, List.copyOf(lines.subList(at, Math.min(lines.size(), at + 3))));
            }
        }
        tree.put(path, item.mode, String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> lines(byte[] content) {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b : content) {
            line.write(b);
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.ISO_8859_1));
                line.reset();
            }
        }
        if (line.size() > 0) {
            lines.add(line.toString(StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    private String newPath() {
        return newPath(random);
    }

    private static String newPath(Random dice) {
        String name = "f" + dice.nextInt(6);
        int depth = dice.nextInt(3);
        return (depth > 0 ? "d" + dice.nextInt(3) + "/" : "") + (depth > 1 ? "s" + dice.nextInt(2) + "/" : "") + name;
    }

    private byte[] newText() {
        return text(random);
    }

    private static byte[] text(Random dice) {
        StringBuilder text = new StringBuilder();
        int lines = dice.nextInt(14);
        for (int i = 0; i < lines; i++) {
            text.append(line(dice));
        }
        if (dice.nextInt(8) == 0 && text.length() > 0) {
            text.setLength(text.length() - 1);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Random dice) {
        int kind = dice.nextInt(10);
        if (kind < 2) {
            return "}\n";
        }
        if (kind < 3) {
            return "\n";
        }
        return (kind < 6 ? "line " + dice.nextInt(5) : "value " + Integer.toHexString(dice.nextInt())) + "\n";
    }

    private byte[] someId() {
        return someId(random);
    }

    private static byte[] someId(Random dice) {
        return String.valueOf(HEX.charAt(1 + dice.nextInt(4))).repeat(40).getBytes(StandardCharsets.US_ASCII);
    }
}
