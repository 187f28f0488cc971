package io.rollbackrecovery.examples.quickstart;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.playbook.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks of the project in plain Java, so that nothing but a JDK is needed. In a project of your own these are commands:
 * {@code Check.command("python", "-m", "pytest", "tests/")}.
 */
final class Checks {
    private static final Pattern FIELD = Pattern.compile("    \"(\\w+)\": (\\w+),");
    private static final Pattern IMPORT = Pattern.compile("from (\\w+) import (\\w+)");
    private static final Pattern SECRET = Pattern.compile("(?i)(password|token|secret)\\s*=\\s*[\"'][^\"']+");

    private Checks() {}

    /** Every field of a profile has the type that the contract promises. */
    static Check contract() {
        return Check.function("contract", folder -> verdict(brokenContract(folder)));
    }

    /** What has to pass before a recovery is complete. */
    static List<Check> all() {
        return List.of(
                contract().named(Verification.TESTS),
                Check.function(Verification.LINTER, folder -> verdict(danglingImports(folder))),
                Check.function(Verification.SECRETS, folder -> verdict(secrets(folder))));
    }

    private static Verdict verdict(List<String> findings) {
        return findings.isEmpty() ? Verdict.GOOD : Verdict.BAD;
    }

    static List<String> brokenContract(Path folder) throws IOException {
        Map<String, String> promised = new TreeMap<>();
        Path contract = folder.resolve("docs").resolve("contract.txt");
        if (!Files.exists(contract)) {
            return List.of();
        }
        for (String line : Files.readAllLines(contract)) {
            int colon = line.indexOf(": ");
            promised.put(line.substring(0, colon), line.substring(colon + 2));
        }
        List<String> broken = new ArrayList<>();
        Matcher field = FIELD.matcher(Files.readString(folder.resolve("user_profile.py")));
        while (field.find()) {
            String type = promised.getOrDefault(field.group(1), "nothing");
            if (!type.equals(field.group(2))) {
                broken.add(field.group(1) + " is " + field.group(2) + ", the contract says " + type);
            }
        }
        return broken;
    }

    /** Imports of names that their module does not define. */
    static List<String> danglingImports(Path folder) throws IOException {
        Map<String, String> modules = sources(folder);
        List<String> dangling = new ArrayList<>();
        modules.forEach((name, text) -> {
            Matcher line = IMPORT.matcher(text);
            while (line.find()) {
                String module = modules.getOrDefault(line.group(1), "");
                if (!module.contains("def " + line.group(2) + "(")) {
                    dangling.add(name + ": " + line.group());
                }
            }
        });
        return dangling;
    }

    private static List<String> secrets(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        sources(folder).forEach((name, text) -> {
            if (SECRET.matcher(text).find()) {
                found.add(name);
            }
        });
        return found;
    }

    private static Map<String, String> sources(Path folder) throws IOException {
        Map<String, String> modules = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".py")) {
                    modules.put(name.substring(0, name.length() - 3), Files.readString(file));
                }
            }
        }
        return modules;
    }
}
