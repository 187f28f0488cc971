package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.examples.cli.output.ExitCodes;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.wire.PathResultDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of verbs that show a plan and move nothing without {@code --apply}. */
public final class ApplyFlags {
    @Option(names = "--apply", description = "Do it; without it, the plan is shown and nothing moves.")
    private boolean apply;

    @Mixin
    private final Allowances allowances = new Allowances();

    /** What may happen on the way; {@code undo} and {@code redo} have these too. */
    public static final class Allowances {
        @Option(
                names = "--allow-published",
                description = "Let the branch drop commits that a remote-tracking branch contains.")
        private boolean published;

        @Option(names = "--capture", description = "Capture local edits that are in the way, and overwrite them.")
        private boolean capture;

        ApplyOptions options() {
            ApplyOptions options = ApplyOptions.safe();
            if (published) {
                options = options.allowingPublished();
            }
            return capture ? options.capturingWhatIsInTheWay() : options;
        }

        /** Applies a plan; what stands against it, without being a negative answer, ends the call. */
        ApplyOutcome apply(Call call, Plan plan) {
            ApplyOutcome outcome = call.rr().apply(plan, options(), call.run());
            if (ExitCodes.of(outcome.kind()) == ExitCodes.REFUSED) {
                throw Failure.of(outcome);
            }
            return outcome;
        }
    }

    /** What came of a plan: nothing, if it was only shown. */
    record Applied(Optional<ApplyOutcome> outcome) {
        boolean happened() {
            return outcome.map(ApplyOutcome::isApplied).orElse(false);
        }

        Optional<String> operation() {
            return outcome.flatMap(ApplyOutcome::operation).map(id -> id.value());
        }

        Optional<List<PathResultDoc>> paths() {
            return outcome.filter(ApplyOutcome::isApplied).map(done -> PathResultDoc.of(done.paths()));
        }
    }

    ApplyOptions options() {
        return allowances.options();
    }

    boolean wanted() {
        return apply;
    }

    /** Applies the plan if that was asked for. */
    Applied apply(Call call, Plan plan) {
        return new Applied(apply ? Optional.of(allowances.apply(call, plan)) : Optional.empty());
    }

    /** Describes the plan and what came of it. */
    String describe(Call call, Plan plan, Applied applied) {
        return describe(call, plan, plan.describe(), applied);
    }

    /** Describes the plan in given words, and what came of it. */
    String describe(Call call, Plan plan, String words, Applied applied) {
        var text = call.text().lines(words);
        if (applied.happened()) {
            text.line("").line("Done: operation " + applied.operation().orElse("") + "; rr undo takes it back.");
        } else if (applied.outcome().isPresent()) {
            text.line("").line("Nothing was changed: " + applied.outcome().get().message() + ".");
        } else if (plan.isClean() && !plan.isNoEffect()) {
            text.line("").line("Nothing was changed; --apply does it.");
        }
        return text.toString();
    }
}
