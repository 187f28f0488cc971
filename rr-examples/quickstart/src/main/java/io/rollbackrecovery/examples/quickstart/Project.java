package io.rollbackrecovery.examples.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small Python project of the story, and the commits that are made to it. */
final class Project {
    /** Who makes a commit. */
    enum Author {
        AGENT,
        PERSON
    }

    /** A commit that somebody makes: some files as they are afterwards. */
    record Change(Author by, String message, Map<String, String> files) {}

    private static final String PROFILE = """
            \"\"\"What is known of a user.\"\"\"

            FIELDS = {
                "name": str,
                "email": str,
            }


            def load(row):
                return {field: kind(row[field]) for field, kind in FIELDS.items()}


            def display_name(profile):
                return profile["name"] or profile["email"]
            """;
    private static final String API = """
            \"\"\"The public view of a user.\"\"\"

            from user_profile import display_name
            from user_profile import load


            def health():
                return {"status": "ok"}


            def show_user(row):
                return {"name": display_name(load(row))}
            """;
    private static final String TEST = """
            from user_api import show_user


            def test_shows_the_name():
                assert show_user({"name": "Ada", "email": ""})["name"] == "Ada"
            """;
    private static final String DASHBOARD = """
            \"\"\"What an administrator sees.\"\"\"

            from user_api import show_user

            TITLE = "Users"


            def line(row):
                return show_user(row)["name"]
            """;
    private static final String CONTRACT = "name: str\nemail: str\nloyalty_points: int\n";

    private static final Map<String, List<String>> MODULES = new LinkedHashMap<>();

    static {
        MODULES.put("billing", List.of("invoice_total", "tax", "discount", "round_cents", "receipt"));
        MODULES.put("search", List.of("tokenize", "build_index", "rank", "suggest", "highlight"));
        MODULES.put("digest", List.of("weekly", "subject_line", "unsubscribe_link", "batch", "retry"));
        MODULES.put("export", List.of("to_csv", "to_json", "header", "escape", "rows"));
        MODULES.put("wording", List.of("greeting", "currency", "day", "plural", "fallback"));
        MODULES.put("audit", List.of("record", "recent", "by_user", "purge", "summary"));
        MODULES.put("cache", List.of("fetch", "store", "expire", "size", "clear"));
        MODULES.put("limits", List.of("allow", "remaining", "reset", "window", "burst"));
    }

    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    /** What a person had made before the session. */
    static Change start() {
        return new Change(
                Author.PERSON,
                "Show users to administrators",
                Map.of(
                        "user_profile.py", PROFILE,
                        "user_api.py", API,
                        "test_user_api.py", TEST,
                        "admin_dashboard.py", DASHBOARD,
                        "docs/contract.txt", CONTRACT,
                        "README.md", "# Users\n"));
    }

    /** The commits of the session, oldest first: the agent's, a person's among them, and a wrong one. */
    static List<Change> session() {
        Project project = new Project();
        project.files.putAll(start().files());
        project.write();
        return project.changes;
    }

    private void write() {
        int n = 0;
        for (Map.Entry<String, List<String>> module : MODULES.entrySet()) {
            for (String function : module.getValue()) {
                addFunction(module.getKey(), function);
                n++;
                if (n == 17) {
                    addPoints();
                }
                between(n);
            }
        }
    }

    /** The wrong one: the contract says that points are whole numbers. */
    private void addPoints() {
        replace("user_profile.py", "    \"email\": str,\n", "    \"email\": str,\n    \"loyalty_points\": str,\n");
        append("user_profile.py", "\n\ndef loyalty_points(profile):\n    return profile[\"loyalty_points\"]\n");
        commit(Author.AGENT, "feat: add loyalty points to the profile", "user_profile.py");
    }

    private void between(int n) {
        switch (n) {
            case 4 -> note("Say what the project is for");
            case 11 -> note("Say how to run the tests");
            case 19 -> {
                replace("user_api.py", "import load\n", "import load\nfrom user_profile import loyalty_points\n");
                append("user_api.py", "\n\ndef show_points(row):\n    return loyalty_points(load(row))\n");
                commit(Author.AGENT, "feat: expose loyalty points", "user_api.py");
            }
            case 21 -> {
                replace("user_api.py", "{\"status\": \"ok\"}", "{\"status\": \"ok\", \"version\": 2}");
                commit(Author.PERSON, "Tell the version in the health check", "user_api.py");
            }
            case 23 -> {
                replace(
                        "test_user_api.py",
                        "import show_user\n",
                        "import show_user\nfrom user_api import show_points\n");
                append("test_user_api.py", """


                        def test_shows_points():
                            row = {"name": "Ada", "email": "", "loyalty_points": "7"}
                            assert show_points(row) == "7"
                        """);
                commit(Author.AGENT, "test: cover loyalty points", "test_user_api.py");
            }
            case 26 -> note("Say who keeps the project");
            case 28 -> {
                replace(
                        "admin_dashboard.py",
                        "import show_user\n",
                        "import show_user\nfrom user_api import show_points\n");
                append("admin_dashboard.py", "\n\ndef points_line(row):\n    return f\"{show_points(row)} points\"\n");
                commit(Author.AGENT, "feat: display loyalty points", "admin_dashboard.py");
            }
            case 30 -> {
                replace("admin_dashboard.py", "TITLE = \"Users\"", "TITLE = \"All users\"");
                commit(Author.PERSON, "Make the title clearer", "admin_dashboard.py");
            }
            case 34 -> note("Say where it is deployed");
            case 38 -> note("Say what comes next");
            default -> {}
        }
    }

    private void addFunction(String module, String function) {
        String name = module + ".py";
        boolean isNew = !files.containsKey(name);
        String before = isNew ? "\"\"\"Helps with " + module + ".\"\"\"\n" : "";
        append(name, before + "\n\ndef " + function + "(value):\n    return value\n");
        commit(Author.AGENT, "feat(" + module + "): add " + function, name);
    }

    private void note(String message) {
        append("README.md", "\n" + message.replace("Say ", "Here stands ") + ".\n");
        commit(Author.PERSON, message, "README.md");
    }

    private void append(String file, String text) {
        files.merge(file, text, String::concat);
    }

    private void replace(String file, String old, String now) {
        files.merge(file, "", (text, none) -> text.replace(old, now));
    }

    private void commit(Author by, String message, String file) {
        changes.add(new Change(by, message, Map.of(file, files.getOrDefault(file, ""))));
    }
}
