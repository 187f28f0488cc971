package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.FindingsDoc;
import io.rollbackrecovery.git.Doctor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rr uninstall}. */
@Command(
        name = "uninstall",
        description = {
            "Remove all that RR keeps in the repository: its refs, checkpoints, journal and files.",
            "Branches, commits, files and tags made by hand stay. It cannot be undone."
        })
public final class Uninstall implements Verb {
    @Option(names = "--apply", description = "Do it; without it, what would be removed is shown.")
    private boolean apply;

    @Override
    public Answer run(Call call) {
        Doctor doctor = call.rr().repository().doctor();
        Doctor.Installed installed = apply ? doctor.uninstall() : doctor.installed();
        List<Doctor.Finding> findings = new ArrayList<>();
        for (RefName ref : installed.refs()) {
            findings.add(new Doctor.Finding("ref", ref.value(), ""));
        }
        if (installed.bytes() > 0) {
            findings.add(new Doctor.Finding("files", installed.bytes() + " bytes of files of RR's own", ""));
        }
        Text text = call.text();
        findings.forEach(found -> text.row(found.code(), found.message()));
        if (findings.isEmpty()) {
            text.line("RR keeps nothing here.");
        } else if (apply) {
            text.line("All of it was removed.");
        } else {
            text.line("Nothing was changed; --apply removes all of it, and with it every way back that RR kept.");
        }
        return Answer.of(FindingsDoc.of(findings, Optional.empty()), text.toString());
    }
}
