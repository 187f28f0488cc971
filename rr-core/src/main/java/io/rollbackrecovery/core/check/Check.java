package io.rollbackrecovery.core.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tells a good revision from a bad one: a command, or a Java function, over a folder in which the revision is
 * checked out. Immutable.
 */
public final class Check {
    private final String name;
    private final List<String> command;
    private final Optional<Function> function;
    private final Map<String, String> environment;
    private final Optional<Duration> timeout;

    private Check(
            String name,
            List<String> command,
            Optional<Function> function,
            Map<String, String> environment,
            Optional<Duration> timeout) {
        this.name = name;
        this.command = List.copyOf(command);
        this.function = function;
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    /**
     * Makes a check that runs a command, without a shell, in the folder of the revision. Its exit code is read as
     * {@link Verdict#ofExitCode} says.
     *
     * @param argv the program and its arguments
     * @return the check; its name is the command
     * @throws IllegalArgumentException if there is no program
     */
    public static Check command(List<String> argv) {
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw new IllegalArgumentException("a check needs a program to run");
        }
        return new Check(String.join(" ", argv), argv, Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * Makes a check that runs a command, without a shell.
     *
     * @param argv the program and its arguments
     * @return the check
     */
    public static Check command(String... argv) {
        return command(List.of(argv));
    }

    /**
     * Makes a check that calls a function.
     *
     * @param name how results name it
     * @param function the function
     * @return the check
     */
    public static Check function(String name, Function function) {
        return new Check(name, List.of(), Optional.of(function), Map.of(), Optional.empty());
    }

    /**
     * Gives the check another name.
     *
     * @param newName how results name it
     * @return the changed check
     */
    public Check named(String newName) {
        return new Check(newName, command, function, environment, timeout);
    }

    /**
     * Sets a variable that the command sees.
     *
     * @param variable its name
     * @param value its value
     * @return the changed check
     */
    public Check withVariable(String variable, String value) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put(variable, value);
        return new Check(name, command, function, changed, timeout);
    }

    /**
     * Sets how long one run may take. A run that takes longer is stopped, with all its child processes, and is
     * {@link Verdict#BAD}.
     *
     * @param limit the time for one run
     * @return the changed check
     */
    public Check withTimeout(Duration limit) {
        return new Check(name, command, function, environment, Optional.of(limit));
    }

    /**
     * Gives the name.
     *
     * @return how results name the check
     */
    public String name() {
        return name;
    }

    /**
     * Gives the command.
     *
     * @return the program and its arguments; empty if the check is a function
     */
    public List<String> command() {
        return command;
    }

    /**
     * Gives the function.
     *
     * @return the function; empty if the check is a command
     */
    public Optional<Function> function() {
        return function;
    }

    /**
     * Gives the variables that were set for the command.
     *
     * @return name to value
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Gives the limit of one run.
     *
     * @return the time for one run; empty if there is no limit
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A check in Java. It is called in one thread at a time for each folder. */
    @FunctionalInterface
    public interface Function {
        /**
         * Judges a revision.
         *
         * @param folder where its files are checked out; they may be changed, the folder is thrown away or cleaned
         * @return the verdict
         * @throws Exception if the revision cannot be judged: the run is {@link Verdict#ABORT} and its log names it
         */
        Verdict judge(Path folder) throws Exception;
    }
}
