package io.rollbackrecovery.examples.cli;

import io.rollbackrecovery.examples.cli.verbs.Assess;
import io.rollbackrecovery.examples.cli.verbs.Attribution;
import io.rollbackrecovery.examples.cli.verbs.Bisect;
import io.rollbackrecovery.examples.cli.verbs.Blast;
import io.rollbackrecovery.examples.cli.verbs.CheckpointCreate;
import io.rollbackrecovery.examples.cli.verbs.CheckpointDiff;
import io.rollbackrecovery.examples.cli.verbs.CheckpointList;
import io.rollbackrecovery.examples.cli.verbs.CheckpointPrune;
import io.rollbackrecovery.examples.cli.verbs.CheckpointRestore;
import io.rollbackrecovery.examples.cli.verbs.CheckpointShow;
import io.rollbackrecovery.examples.cli.verbs.Completion;
import io.rollbackrecovery.examples.cli.verbs.DoctorVerb;
import io.rollbackrecovery.examples.cli.verbs.DriftVerb;
import io.rollbackrecovery.examples.cli.verbs.Graph;
import io.rollbackrecovery.examples.cli.verbs.JournalPrune;
import io.rollbackrecovery.examples.cli.verbs.Ops;
import io.rollbackrecovery.examples.cli.verbs.RecoverAssess;
import io.rollbackrecovery.examples.cli.verbs.RecoverAuto;
import io.rollbackrecovery.examples.cli.verbs.RecoverChoose;
import io.rollbackrecovery.examples.cli.verbs.RecoverClose;
import io.rollbackrecovery.examples.cli.verbs.RecoverExecute;
import io.rollbackrecovery.examples.cli.verbs.RecoverOpen;
import io.rollbackrecovery.examples.cli.verbs.RecoverShow;
import io.rollbackrecovery.examples.cli.verbs.RecoverVerify;
import io.rollbackrecovery.examples.cli.verbs.Redo;
import io.rollbackrecovery.examples.cli.verbs.Report;
import io.rollbackrecovery.examples.cli.verbs.Revert;
import io.rollbackrecovery.examples.cli.verbs.Schema;
import io.rollbackrecovery.examples.cli.verbs.SessionAbandon;
import io.rollbackrecovery.examples.cli.verbs.SessionBegin;
import io.rollbackrecovery.examples.cli.verbs.SessionFinish;
import io.rollbackrecovery.examples.cli.verbs.SessionList;
import io.rollbackrecovery.examples.cli.verbs.SessionRestore;
import io.rollbackrecovery.examples.cli.verbs.SessionRevert;
import io.rollbackrecovery.examples.cli.verbs.SessionShow;
import io.rollbackrecovery.examples.cli.verbs.Undo;
import io.rollbackrecovery.examples.cli.verbs.Uninstall;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The table of verbs, and the options that all of them take, before or after the verb. */
@Command(
        name = "rr",
        description = {
            "Rollback and recovery for changes that agents make.",
            "What changes files, a branch or a tag shows its plan; --apply does it, and rr undo takes it back."
        },
        versionProvider = Rr.Version.class,
        subcommands = {
            Assess.class,
            Rr.CheckpointGroup.class,
            Rr.SessionGroup.class,
            Attribution.class,
            Revert.class,
            Graph.class,
            Blast.class,
            DriftVerb.class,
            Bisect.class,
            Rr.RecoverGroup.class,
            Report.class,
            Undo.class,
            Redo.class,
            Ops.class,
            Rr.JournalGroup.class,
            DoctorVerb.class,
            Uninstall.class,
            Schema.class,
            Completion.class
        })
final class Rr {
    @Option(
            names = "--repo",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The repository; by default the current folder.")
    Optional<String> repo = Optional.empty();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "One JSON document on standard output.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Say how it is used.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            scope = ScopeType.INHERIT,
            versionHelp = true,
            description = "Say which version it is.")
    boolean version;

    /** {@code rr checkpoint}. */
    @Command(
            name = "checkpoint",
            description = "Keep states of the repository, and return to them.",
            subcommands = {
                CheckpointCreate.class,
                CheckpointList.class,
                CheckpointShow.class,
                CheckpointDiff.class,
                CheckpointRestore.class,
                CheckpointPrune.class
            })
    static final class CheckpointGroup {}

    /** {@code rr session}. */
    @Command(
            name = "session",
            description = "Keep the work of an agent apart, take it over or take it back.",
            subcommands = {
                SessionBegin.class,
                SessionList.class,
                SessionShow.class,
                SessionFinish.class,
                SessionAbandon.class,
                SessionRestore.class,
                SessionRevert.class
            })
    static final class SessionGroup {}

    /** {@code rr journal}. */
    @Command(
            name = "journal",
            description = "Keep the journal of operations small.",
            subcommands = {JournalPrune.class})
    static final class JournalGroup {}

    /** {@code rr recover}. */
    @Command(
            name = "recover",
            description = "The recovery playbook: detect, assess, choose, execute, verify, post-mortem.",
            subcommands = {
                RecoverOpen.class,
                RecoverAssess.class,
                RecoverChoose.class,
                RecoverExecute.class,
                RecoverVerify.class,
                RecoverClose.class,
                RecoverShow.class,
                RecoverAuto.class
            })
    static final class RecoverGroup {}

    /** The version, as the jar tells it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Rr.class.getPackage().getImplementationVersion();
            return new String[] {"rr " + (version == null ? "(not packaged)" : version)};
        }
    }
}
