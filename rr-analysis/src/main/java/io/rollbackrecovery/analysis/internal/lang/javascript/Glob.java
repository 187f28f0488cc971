package io.rollbackrecovery.analysis.internal.lang.javascript;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for paths: {@code *} and {@code ?} within a name, {@code **} over folders, {@code {a,b}} for either. Takes
 * time in proportion to the pattern times the path.
 */
final class Glob {
    private static final int MOST_FORMS = 64;

    private final List<String[]> forms;

    private Glob(List<String[]> forms) {
        this.forms = forms;
    }

    static Glob of(String pattern) {
        List<String> open = new ArrayList<>(List.of(pattern));
        List<String[]> forms = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            String form = open.get(i);
            int begin = form.indexOf('{');
            int end = begin < 0 ? -1 : form.indexOf('}', begin);
            if (end < 0 || open.size() > MOST_FORMS) {
                forms.add(form.split("/", -1));
            } else {
                for (String part : form.substring(begin + 1, end).split(",", -1)) {
                    open.add(form.substring(0, begin) + part + form.substring(end + 1));
                }
            }
        }
        return new Glob(forms);
    }

    boolean matches(String path) {
        String[] parts = path.split("/", -1);
        return forms.stream().anyMatch(form -> matches(form, parts));
    }

    private static boolean matches(String[] form, String[] parts) {
        boolean[] reached = new boolean[parts.length + 1];
        reached[0] = true;
        for (String piece : form) {
            boolean[] next = new boolean[parts.length + 1];
            if (piece.equals("**")) {
                boolean any = false;
                for (int i = 0; i <= parts.length; i++) {
                    any |= reached[i];
                    next[i] = any;
                }
            } else {
                for (int i = 0; i < parts.length; i++) {
                    next[i + 1] = reached[i] && matchesName(piece, parts[i]);
                }
            }
            reached = next;
        }
        return reached[parts.length];
    }

    private static boolean matchesName(String piece, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < piece.length() && (piece.charAt(p) == '?' || piece.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (p < piece.length() && piece.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < piece.length() && piece.charAt(p) == '*') {
            p++;
        }
        return p == piece.length();
    }
}
