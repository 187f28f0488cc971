package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads go.mod and go.work: the module's path as the namespace, folders of a workspace as imports of level 1, and
 * replacements by a folder as imports of the replaced module with the folder as name, required modules as literals.
 */
final class GoModuleFile {
    private final FileFacts.Builder facts = FileFacts.builder();
    private final Map<String, Integer> required = new LinkedHashMap<>();

    private GoModuleFile() {}

    static FileFacts read(byte[] bytes) {
        GoModuleFile file = new GoModuleFile();
        String block = "";
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            if (words.get(0).equals(")")) {
                block = "";
            } else if (!block.isEmpty()) {
                file.statement(block, words, number);
            } else if (words.size() > 1 && words.get(1).equals("(")) {
                block = words.get(0);
            } else {
                file.statement(words.get(0), words.subList(1, words.size()), number);
            }
        }
        List<Mention> modules = new ArrayList<>(file.required.size());
        file.required.forEach((module, line) -> modules.add(new Mention(module, line)));
        file.facts.literals(modules);
        return block.isEmpty()
                ? file.facts.build()
                : file.facts.partial("a bracket is not closed").build();
    }

    /** The words of a line, without quotes and comments. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end = at + 1;
            if (c == '/' && line.startsWith("//", at)) {
                break;
            } else if (c == '"' || c == '`') {
                int close = line.indexOf(c, at + 1);
                end = close < 0 ? line.length() : close;
                words.add(line.substring(at + 1, end));
                end = Math.min(end + 1, line.length());
            } else if (c > ' ') {
                while (end < line.length() && line.charAt(end) > ' ' && !line.startsWith("//", end)) {
                    end++;
                }
                words.add(line.substring(at, end));
            }
            at = end;
        }
        return words;
    }

    private void statement(String verb, List<String> words, int line) {
        if (words.isEmpty()) {
            return;
        }
        switch (verb) {
            case "module" -> facts.namespace(words.get(0));
            case "require" -> required.putIfAbsent(words.get(0), line);
            case "use" -> facts.importing(new ImportFact(EdgeKind.CONFIG, words.get(0), "", "", 1, line));
            case "replace" -> {
                int arrow = words.indexOf("=>");
                if (arrow > 0 && arrow + 1 < words.size() && isFolder(words.get(arrow + 1))) {
                    facts.importing(new ImportFact(EdgeKind.CONFIG, words.get(0), words.get(arrow + 1), "", 0, line));
                }
            }
            default -> {}
        }
    }

    private static boolean isFolder(String target) {
        return target.equals(".") || target.equals("..") || target.startsWith("./") || target.startsWith("../");
    }
}
