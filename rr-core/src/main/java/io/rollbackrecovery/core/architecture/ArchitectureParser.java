package io.rollbackrecovery.core.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fenced {@code rr-architecture} block of {@code ARCHITECTURE.md}. Its grammar stands in
 * {@code docs/architecture-block.md}. Any text can be passed: reading gives a value, never an exception, in time linear
 * in the text.
 *
 * <pre>
 * layer web     src/web  src/api
 * layer domain  src/domain      # no dependency on anything
 * allow web -&gt; domain
 * </pre>
 */
public final class ArchitectureParser {
    private static final String BLOCK = "rr-architecture";
    private static final int MOST_LAYERS = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,59}");

    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Set<String>> allowed = new LinkedHashMap<>();
    private final List<Allow> allows = new ArrayList<>();
    private final List<ArchitectureError> errors = new ArrayList<>();

    private record Allow(int line, String from, List<String> targets) {}

    private ArchitectureParser() {}

    /**
     * Reads a whole Markdown text and the one {@code rr-architecture} block in it.
     *
     * @param markdown the text of an {@code ARCHITECTURE.md}
     * @return what it declares, with every error that was found
     */
    public static ParsedArchitecture parse(String markdown) {
        return new ArchitectureParser().read(markdown.split("\r\n|\n|\r", -1));
    }

    private ParsedArchitecture read(String[] lines) {
        int firstBlock = 0;
        String fence = "";
        boolean ours = false;
        int opened = 0;
        for (int i = 0; i < lines.length; i++) {
            int line = i + 1;
            String text = lines[i].strip();
            if (fence.isEmpty()) {
                fence = fenceOf(text);
                opened = line;
                ours = !fence.isEmpty() && isOurs(text.substring(fence.length()));
                if (ours && firstBlock > 0) {
                    error(line, "a second " + BLOCK + " block; the first begins in line " + firstBlock);
                } else if (ours) {
                    firstBlock = line;
                }
            } else if (closes(text, fence)) {
                fence = "";
            } else if (ours && opened == firstBlock) {
                statement(line, text);
            }
        }
        if (firstBlock == 0) {
            return new ParsedArchitecture(Optional.empty(), List.of());
        }
        if (ours && !fence.isEmpty()) {
            error(opened, "the " + BLOCK + " block is not closed by a line of " + fence);
        }
        resolve();
        if (layers.isEmpty() && errors.isEmpty()) {
            error(firstBlock, "the block declares no layer");
        }
        errors.sort(Comparator.comparingInt(ArchitectureError::line));
        return errors.isEmpty()
                ? new ParsedArchitecture(Optional.of(new Architecture(layers, allowed)), List.of())
                : new ParsedArchitecture(Optional.empty(), errors);
    }

    private static String fenceOf(String text) {
        char mark = text.isEmpty() ? ' ' : text.charAt(0);
        if (mark != '`' && mark != '~') {
            return "";
        }
        int length = 0;
        while (length < text.length() && text.charAt(length) == mark) {
            length++;
        }
        // A line of back quotes with another one further on is code in a paragraph, not a fence.
        boolean inline = mark == '`' && text.indexOf('`', length) >= 0;
        return length >= 3 && !inline ? text.substring(0, length) : "";
    }

    private static boolean isOurs(String info) {
        String first = info.strip().split("\\s", 2)[0];
        return first.equals(BLOCK);
    }

    private static boolean closes(String text, String fence) {
        return text.length() >= fence.length()
                && text.startsWith(fence)
                && text.chars().allMatch(c -> c == fence.charAt(0));
    }

    private void statement(int line, String text) {
        int comment = commentStart(text);
        String[] words = text.substring(0, comment).strip().split("\\s+");
        switch (words[0]) {
            case "" -> {}
            case "layer" -> layer(line, words);
            case "allow" -> allow(line, words);
            default -> error(line, "expected 'layer' or 'allow', found '" + words[0] + "'");
        }
    }

    /** A {@code #} begins a comment at the start of a word only, so that paths may contain one. */
    private static int commentStart(String text) {
        for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
            if (at == 0 || Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        return text.length();
    }

    private void layer(int line, String[] words) {
        if (words.length < 3) {
            error(line, "a layer needs a name and at least one path pattern: layer NAME PATTERN ...");
            return;
        }
        String name = words[1];
        if (!NAME.matcher(name).matches()) {
            error(line, "'" + name + "' is not a name (a letter, then up to 59 letters, digits, '-' or '_')");
            return;
        }
        for (Layer other : layers) {
            if (other.name().equals(name)) {
                error(line, "layer '" + name + "' is declared in line " + other.line() + " already");
                return;
            }
        }
        if (layers.size() == MOST_LAYERS) {
            error(line, "more than " + MOST_LAYERS + " layers");
            return;
        }
        List<PathPattern> patterns = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            try {
                patterns.add(PathPattern.of(word));
            } catch (IllegalArgumentException e) {
                error(line, String.valueOf(e.getMessage()));
            }
        }
        // Kept also with a wrong pattern, so that one mistake does not make every use of the layer a second one.
        layers.add(new Layer(name, patterns, line));
    }

    private void allow(int line, String[] words) {
        if (words.length < 4 || !words[2].equals("->")) {
            error(line, "expected: allow LAYER -> LAYER ... (or '*' for every layer)");
            return;
        }
        allows.add(new Allow(line, words[1], List.of(words).subList(3, words.length)));
    }

    /** Looks the names up when all layers are known, so that statements may stand in any order. */
    private void resolve() {
        List<String> names = layers.stream().map(Layer::name).toList();
        Set<String> known = Set.copyOf(names);
        for (Allow allow : allows) {
            if (!known.contains(allow.from())) {
                error(allow.line(), unknown(allow.from(), names));
            }
            for (String target : allow.targets()) {
                if (!target.equals("*") && !known.contains(target)) {
                    error(allow.line(), unknown(target, names));
                }
                allowed.computeIfAbsent(allow.from(), from -> new LinkedHashSet<>())
                        .addAll(target.equals("*") ? names : List.of(target));
            }
        }
    }

    private static String unknown(String name, List<String> names) {
        List<String> some = names.subList(0, Math.min(10, names.size()));
        return "no layer is named '" + name + "'; there are " + some
                + (some.size() < names.size() ? " and others" : "");
    }

    private void error(int line, String message) {
        errors.add(new ArchitectureError(line, message));
    }
}
