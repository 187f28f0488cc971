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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
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
        versionProvider = Rr.Version.class)
final class Rr {
    private static final Map<String, Class<?>> VERBS = verbs();

    @Option(
            names = "--repo",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The repository; by default the current folder.")
    Optional<String> repo = Optional.empty();

    @Option(
            names = "--cache",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "Keep what is read of code in this folder for the next call; by default $RR_CACHE, else nowhere.")
    Optional<String> cache = Optional.empty();

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

    private static Map<String, Class<?>> verbs() {
        Map<String, Class<?>> verbs = new LinkedHashMap<>();
        verbs.put("assess", Assess.class);
        verbs.put("checkpoint", CheckpointGroup.class);
        verbs.put("session", SessionGroup.class);
        verbs.put("attribution", Attribution.class);
        verbs.put("revert", Revert.class);
        verbs.put("graph", Graph.class);
        verbs.put("blast", Blast.class);
        verbs.put("drift", DriftVerb.class);
        verbs.put("bisect", Bisect.class);
        verbs.put("recover", RecoverGroup.class);
        verbs.put("report", Report.class);
        verbs.put("undo", Undo.class);
        verbs.put("redo", Redo.class);
        verbs.put("ops", Ops.class);
        verbs.put("journal", JournalGroup.class);
        verbs.put("doctor", DoctorVerb.class);
        verbs.put("uninstall", Uninstall.class);
        verbs.put("schema", Schema.class);
        verbs.put("completion", Completion.class);
        return verbs;
    }

    /**
     * The parser for some arguments. Reading the options of all verbs takes longer than many a verb, so where the
     * arguments name one, only that one is known.
     */
    CommandLine commandLine(List<String> arguments) {
        CommandLine line = new CommandLine(this);
        Optional<String> only = verbOf(arguments)
                .filter(verb -> VERBS.containsKey(verb) && !VERBS.get(verb).equals(Completion.class));
        VERBS.forEach((verb, type) -> {
            if (only.isEmpty() || only.get().equals(verb)) {
                line.addSubcommand(verb, type);
            }
        });
        return line;
    }

    private static Optional<String> verbOf(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (!word.startsWith("-")) {
                return Optional.of(word);
            }
            if (word.equals("--repo") || word.equals("--cache")) {
                i++;
            }
        }
        return Optional.empty();
    }

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
