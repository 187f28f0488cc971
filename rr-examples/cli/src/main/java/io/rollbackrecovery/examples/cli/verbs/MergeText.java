package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.playbook.MergeCheck;

/** What a merge would do, for people. */
final class MergeText {
    private static final int MOST = 20;

    private MergeText() {}

    static String of(Call call, String branch, MergeCheck check) {
        BlastRadius radius = check.radius();
        Text text = call.text()
                .title("Merging " + check.preview().theirs().abbreviated() + " into " + branch + ": "
                        + count(radius.commits().size(), "commit") + ", "
                        + count(radius.changed().size(), "changed file"));
        check.preview()
                .conflicts()
                .forEach(conflict ->
                        text.row("  conflict", conflict.path(), conflict.kind().word()));
        if (!check.preview().isClean()) {
            text.line("It conflicts as text, so what it would break is not known. Resolve the conflicts first.");
        }
        if (!check.broken().isEmpty()) {
            text.line("").title("Would break on " + branch);
        }
        check.broken()
                .forEach(broken -> text.row(
                        "  " + broken.reference().path() + ":"
                                + broken.reference().line(),
                        broken.reference().symbol() + " of "
                                + broken.reference().target(),
                        broken.onlyTogether()
                                ? "fine on each side alone"
                                : "broken on the side of the changes already"));
        text.line("")
                .title("On " + branch + " depend on what changed: "
                        + count(radius.dependents().size(), "file"));
        radius.dependents().stream()
                .limit(MOST)
                .forEach(file -> text.row(
                        "  " + file.distance(), file.path(), file.changedToo() ? "changed too" : "not changed"));
        if (radius.dependents().size() > MOST) {
            text.line("  and " + (radius.dependents().size() - MOST) + " more");
        }
        if (!radius.tests().isEmpty()) {
            text.line("").title("Tests that reach it");
        }
        radius.tests().stream()
                .limit(MOST)
                .forEach(test -> text.row("  " + test.distance(), test.path(), test.reason()));
        text.line("");
        text.line(check.isClean() ? "Nothing was seen to break." : "Do not merge yet.");
        text.line("Certainty: " + radius.certainty().word());
        return text.toString();
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
