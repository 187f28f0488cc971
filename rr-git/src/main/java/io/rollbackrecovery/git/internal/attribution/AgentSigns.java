package io.rollbackrecovery.git.internal.attribution;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what agents and bots give themselves away. Agents change their signs, so this is a table and nothing else; a name
 * alone counts only where people cannot bear it.
 */
final class AgentSigns {
    /** An agent and what its author or co-author line looks like, in lower case: {@code name <address>}. */
    private record Sign(String agent, Pattern line) {}

    private static final List<Sign> AGENTS = List.of(
            sign(
                    "claude",
                    "<(noreply|claude)@anthropic\\.com>|^claude(\\[bot\\]| code| (opus|sonnet|haiku|fable)\\b.*)? <"),
            sign(
                    "copilot",
                    "copilot-swe-agent|^copilot <|[0-9]+\\+copilot@users\\.noreply\\.github\\.com|<copilot@github\\.com>"
                            + "|^github copilot\\b"),
            sign("cursor", "<cursoragent@cursor\\.com>|^cursor agent <|^cursor\\[bot\\]"),
            sign("aider", "\\(aider\\)|<(noreply|aider)@aider\\.(chat|dev)>|^aider \\(.*\\) <|<aider@localhost>"),
            sign(
                    "devin",
                    "devin-ai-integration\\[bot\\]|^devin ai <|<[^>]*@(devin\\.ai|cognition\\.ai|cognition-labs\\.com)>"),
            sign("jules", "google-labs-jules\\[bot\\]|<jules@google\\.com>"),
            sign(
                    "codex",
                    "<(noreply|codex)@openai\\.com>|^(openai )?codex( cli)? <|chatgpt-codex-connector\\[bot\\]|^codex\\[bot\\]"),
            sign(
                    "gemini",
                    "gemini-code-assist\\[bot\\]|gemini-cli(-robot|\\[bot\\])?\\b|<gemini[a-z-]*@google\\.com>|^gemini( cli)? <"),
            sign("openhands", "<openhands@all-hands\\.dev>|^openhands( agent|-agent|\\[bot\\])? <"),
            sign("amazon-q", "amazon-q-developer\\[bot\\]|^amazon q( developer)? <"),
            sign("sweep", "sweep-ai(-deprecated)?\\[bot\\]|sweep-nightly\\[bot\\]|<team@sweep\\.dev>"),
            sign("lovable", "(lovable-dev|gpt-engineer-app)\\[bot\\]"),
            sign("v0", "^v0\\[bot\\]|<v0\\[bot\\]@|<it\\+v0agent@vercel\\.com>"),
            sign("bolt", "bolt-new-by-stackblitz\\[bot\\]|<bolt@stackblitz\\.com>"),
            sign("replit", "replit-agent\\[bot\\]|^replit agent <|<agent@replit\\.com>"),
            sign("factory-droid", "factory-droid\\[bot\\]"),
            sign("amp", "<amp@ampcode\\.com>"),
            sign("junie", "<junie@jetbrains\\.com>|^junie <"),
            sign("opencode", "<noreply@opencode\\.ai>|^opencode(-agent\\[bot\\])? <"),
            sign("crush", "<crush@charm\\.land>"),
            sign("windsurf", "^windsurf( cascade)? <|<[^>]*@(windsurf\\.com|codeium\\.com)>"),
            sign("cline", "^cline(\\[bot\\])? <|<cline@cline\\.bot>"),
            sign("roo-code", "^roo code <|roomote(-v0)?(\\[bot\\]| <)"),
            sign("kilo-code", "kiloconnect\\[bot\\]|^kilo code <"),
            sign("goose", "<[^>]*goose[^>]*@block\\.xyz>|^goose( agent)? <"),
            sign("qwen", "<qwen-coder@alibabacloud\\.com>|^qwen-coder <"),
            sign("coderabbit", "coderabbitai\\[bot\\]"),
            sign("warp", "<agent@warp\\.dev>"));

    private static final Pattern AUTOMATION = Pattern.compile("\\[bot\\]|^(dependabot|renovate|greenkeeper|snyk-bot"
            + "|github-actions|semantic-release-bot|pyup-bot|pre-commit-ci|mergify|weblate|web-flow-bot|travis ci"
            + "|imgbot|allcontributors|deepsource|whitesource|gitlab-bot|k8s-ci-robot|bors|homu|jenkins)\\b"
            + "|<[^>]*(dependabot|renovate)[^>]*>|<[^>]*\\bbot@[^>]*>|<action@github\\.com>");

    /** Lines of a message that agents write under what they made. */
    private static final List<Sign> MARKS = List.of(
            sign("claude", "generated with \\[?claude code\\b"),
            sign("opencode", "generated with \\[?opencode\\b"),
            sign("codex", "generated (with|by) \\[?(openai )?codex\\b"),
            sign("crush", "generated with \\[?crush\\b"),
            sign("amp", "^amp-thread(-id)?:"),
            sign("gemini", "generated with \\[?gemini cli\\b"),
            sign("cursor", "generated with \\[?cursor\\b"));

    private AgentSigns() {}

    private static Sign sign(String agent, String pattern) {
        return new Sign(agent, Pattern.compile(pattern));
    }

    /** Finds the agent behind an author, committer or co-author line {@code Name <address>}. */
    static Optional<String> agentOf(String line) {
        return find(AGENTS, line);
    }

    /** Tells whether such a line is a machine's that is no agent. */
    static boolean isAutomation(String line) {
        return AUTOMATION.matcher(line.toLowerCase(Locale.ROOT)).find();
    }

    /** Finds the agent that marked a line of a message as its own. */
    static Optional<String> agentOfMark(String messageLine) {
        return find(MARKS, messageLine);
    }

    private static Optional<String> find(List<Sign> signs, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return signs.stream()
                .filter(sign -> sign.line().matcher(lower).find())
                .map(Sign::agent)
                .findFirst();
    }
}
