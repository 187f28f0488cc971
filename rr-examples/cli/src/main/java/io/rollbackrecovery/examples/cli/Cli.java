package io.rollbackrecovery.examples.cli;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.ExitCodes;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Json;
import io.rollbackrecovery.examples.cli.verbs.Call;
import io.rollbackrecovery.examples.cli.verbs.Verb;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line, from the arguments to the exit code. Everything that may be thrown ends here, on one line. */
final class Cli {
    /** Verbs of the contract that are not built. */
    private static final Set<String> VERBS_NOT_YET = Set.of("propose", "check", "guard");

    private final Call.Surroundings surroundings;

    Cli(Call.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs it; gives the exit code. Never throws. */
    int run(String... arguments) {
        Rr rr = new Rr();
        CommandLine line = rr.commandLine(beforeEnd(arguments));
        // An argument is what it is: @{u} names a revision, not a file of arguments.
        line.setExpandAtFiles(false);
        boolean json = beforeEnd(arguments).contains("--json");
        String verb = "error";
        try {
            ParseResult parsed = line.parseArgs(arguments);
            CommandLine last = last(parsed);
            if (last.isUsageHelpRequested()) {
                surroundings.out().print(last.getUsageMessage());
                return end(ExitCodes.DONE);
            }
            if (last.isVersionHelpRequested()) {
                line.printVersionHelp(surroundings.out());
                return end(ExitCodes.DONE);
            }
            if (!(last.getCommand() instanceof Verb action)) {
                throw Failure.usage(
                        "no verb is named",
                        "It is one of "
                                + String.join(", ", last.getSubcommands().keySet()) + ".");
            }
            verb = nameOf(last);
            try (Call call = new Call(surroundings, rr.repo, rr.cache, json)) {
                return print(verb, json, action.run(call));
            }
        } catch (ParameterException e) {
            return fail(nameOf(e.getCommandLine()), json, usage(e, arguments));
        } catch (RrException e) {
            return fail(verb, json, Failure.of(e));
        } catch (Failure e) {
            return fail(verb, json, e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return fail(verb, json, Failure.unforeseen(e));
        }
    }

    private static CommandLine last(ParseResult parsed) {
        List<CommandLine> chain = parsed.asCommandLineList();
        return chain.get(chain.size() - 1);
    }

    /** Names a verb as the documents do: its words joined by hyphens. */
    private static String nameOf(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName("-");
        return name.equals("rr") || !(command.getCommand() instanceof Verb) ? "error" : name.substring("rr-".length());
    }

    private static List<String> beforeEnd(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int end = all.indexOf("--");
        return end < 0 ? all : all.subList(0, end);
    }

    private static Failure usage(ParameterException e, String... arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName(" ");
        List<String> given = beforeEnd(arguments);
        if (command.getCommand() instanceof Verb verb) {
            Optional<String> notYet = verb.notYet().stream()
                    .filter(option ->
                            given.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "=")))
                    .findFirst();
            if (notYet.isPresent()) {
                return Failure.notYet(name + " " + notYet.get());
            }
        } else if (e instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            if (command.getParent() == null && VERBS_NOT_YET.contains(word)) {
                return Failure.notYet(name + " " + word);
            }
            return Failure.usage("there is no verb or option '" + word + "' of " + name, "See: " + name + " --help");
        }
        return Failure.usage(String.valueOf(e.getMessage()), "See: " + name + " --help");
    }

    private int print(String verb, boolean json, Answer answer) {
        Optional<Record> document = json ? answer.document() : Optional.empty();
        if (document.isPresent()) {
            Writer out = new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8);
            Json.write(verb, document.get(), answer.warnings(), false, out);
        } else {
            surroundings.out().print(answer.text());
        }
        return end(answer.exit());
    }

    private int fail(String verb, boolean json, Failure failure) {
        surroundings.out().flush();
        surroundings.err().println("rr: " + failure.line());
        surroundings.err().flush();
        if (json) {
            surroundings.out().print(Json.failure(verb, failure, false));
        }
        return end(failure.exit());
    }

    /** Tells that an answer which nobody could read is none. */
    private int end(int exit) {
        surroundings.out().flush();
        return surroundings.out().checkError() && exit == ExitCodes.DONE ? ExitCodes.FAILED : exit;
    }
}
