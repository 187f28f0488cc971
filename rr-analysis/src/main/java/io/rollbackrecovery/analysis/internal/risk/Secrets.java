package io.rollbackrecovery.analysis.internal.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes keys, tokens and passwords, and masks them. Expressions are simple, so that they take linear time. */
public final class Secrets {
    private static final int LONGEST_LINE = 4_000;
    private static final String MASK = "***";

    /** What cannot be anything else: kinds of tokens that their issuers gave a form of their own. */
    private static final Pattern CERTAIN =
            Pattern.compile("-----BEGIN (?:RSA |EC |DSA |OPENSSH |PGP |ENCRYPTED )?PRIVATE KEY"
                    + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"
                    + "|\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b"
                    + "|\\bgithub_pat_[A-Za-z0-9_]{60,255}\\b"
                    + "|\\bglpat-[A-Za-z0-9_-]{20,64}\\b"
                    + "|\\bxox[abprs]-[A-Za-z0-9-]{20,255}\\b"
                    + "|\\bhooks\\.slack\\.com/services/T[A-Za-z0-9]{6,12}/B[A-Za-z0-9]{6,12}/[A-Za-z0-9]{20,30}\\b"
                    + "|\\b[sr]k_live_[A-Za-z0-9]{20,120}\\b"
                    + "|\\bAIza[0-9A-Za-z_-]{35}\\b"
                    + "|\\bsk-ant-[A-Za-z0-9_-]{40,200}\\b"
                    + "|\\bsk-(?:proj-)?[A-Za-z0-9_-]{40,200}\\b"
                    + "|\\bnpm_[A-Za-z0-9]{36}\\b"
                    + "|\\bpypi-[A-Za-z0-9_-]{50,255}\\b"
                    + "|\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}\\b"
                    + "|\\bya29\\.[A-Za-z0-9_-]{40,255}\\b"
                    + "|\\bdop_v1_[a-f0-9]{64}\\b");

    /** A name that says what it holds, and a text. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)(?:password|passwd|pwd|secret|api_?key|apikey|access_?key|auth_?token|access_?token|private_?key|client_?secret)"
                    + "[\"']?\\s{0,4}(?:=|:|=>|:=)\\s{0,4}[\"']([^\"'\\s]{8,120})[\"']");

    private static final Pattern IN_URL =
            Pattern.compile("\\b[a-z][a-z0-9+]{1,12}://[^\\s:/@\"']{1,64}:([^\\s:/@\"'${}<>]{6,100})@");

    private static final Set<String> NO_SECRET = Set.of(
            "example",
            "changeme",
            "change_me",
            "placeholder",
            "your",
            "xxx",
            "test",
            "dummy",
            "fake",
            "sample",
            "todo",
            "secret",
            "password",
            "passwd",
            "none",
            "null",
            "foo",
            "bar",
            "redacted",
            "insert",
            "replace",
            "default",
            "***",
            "${",
            "{{",
            "<",
            "process.env",
            "env.",
            "os.environ",
            "getenv",
            "...");

    private Secrets() {}

    /** A text that is or may be a secret: {@code certain} by its form alone. */
    record Secret(String text, boolean certain) {}

    static List<Secret> in(String line) {
        List<Secret> secrets = new ArrayList<>();
        String looked = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        Matcher certain = CERTAIN.matcher(looked);
        while (certain.find()) {
            String found = certain.group();
            String body = found.substring(Math.min(4, found.length()));
            if (found.startsWith("-----") || (!isExample(found) && isRandom(body))) {
                secrets.add(new Secret(found, true));
            }
        }
        for (Pattern pattern : List.of(NAMED, IN_URL)) {
            Matcher named = pattern.matcher(looked);
            while (named.find()) {
                String found = named.group(1);
                if (!isExample(found) && isRandom(found)) {
                    secrets.add(new Secret(found, false));
                }
            }
        }
        return secrets;
    }

    private static boolean isExample(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return NO_SECRET.stream().anyMatch(lower::contains) || lower.contains("12345") || lower.contains("abcdef");
    }

    /** At least 3 bits a character, digits and letters: words and names are no secrets. */
    private static boolean isRandom(String text) {
        int[] counts = new int[128];
        int length = 0;
        boolean digit = false;
        boolean letter = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128) {
                counts[c]++;
                length++;
                digit |= Character.isDigit(c);
                letter |= Character.isLetter(c);
            }
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return digit && letter && bits >= 3;
    }

    /** A text without its secrets: of each the first four characters stay, of a text that is one by its form. */
    public static String mask(String text) {
        String masked = text;
        for (Secret secret : in(text)) {
            int head = text.indexOf(secret.text());
            if (secret.text().startsWith("-----") && head >= 0) {
                return mask(text.substring(0, head)) + secret.text() + "-----" + MASK;
            }
            String kept = secret.certain()
                    ? secret.text().substring(0, Math.min(4, secret.text().length()))
                    : "";
            masked = masked.replace(secret.text(), kept + MASK);
        }
        return masked;
    }
}
