package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.FindingsDoc;
import io.rollbackrecovery.git.Doctor;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rr doctor}. */
@Command(name = "doctor", description = "Look at what a crash left, at locks, damage, and what RR stores.")
public final class DoctorVerb implements Verb {
    @Option(names = "--apply", description = "Finish or take back an operation that was interrupted.")
    private boolean apply;

    @Override
    public Answer run(Call call) {
        Doctor doctor = call.rr().repository().doctor();
        Optional<Doctor.Recovered> recovered = apply ? doctor.recover() : Optional.empty();
        List<Doctor.Finding> findings = doctor.examine();
        Text text = call.text();
        recovered.ifPresent(done -> text.row(
                done.happened() ? "finished" : "taken back",
                done.operation().id() + " " + done.operation().summary()));
        findings.forEach(
                found -> text.row(found.code(), found.message() + (found.hint().isEmpty() ? "" : ". " + found.hint())));
        return Answer.of(FindingsDoc.of(findings, recovered), text.toString());
    }
}
