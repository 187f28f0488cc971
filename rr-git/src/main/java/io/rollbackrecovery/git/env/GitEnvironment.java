package io.rollbackrecovery.git.env;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that RR may know about its surroundings, as one immutable value: home, configuration files, variables,
 * identity, zone, clock and trust. RR reads none of these from anywhere else, and never asks JGit's static
 * {@code SystemReader} for them.
 *
 * <p>{@link #isolated()} knows nothing of the machine and is the default of the library; {@link #ofUser()} is what a
 * command line passes. Thread-safe. Creating one reads no file and touches no repository;
 * {@link #trustFor(Path, Optional)} reads file owners and the configuration of user and system.
 */
public final class GitEnvironment {
    /** The identity that RR writes where none is known. */
    public static final Identity INTERNAL_IDENTITY = new Identity("RR", "rr@localhost");

    private static final Set<String> LOCAL_TO_REPOSITORY = Set.of(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_CONFIG",
            "GIT_CONFIG_PARAMETERS",
            "GIT_CONFIG_COUNT",
            "GIT_OBJECT_DIRECTORY",
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_GRAFT_FILE",
            "GIT_INDEX_FILE",
            "GIT_NAMESPACE",
            "GIT_NO_REPLACE_OBJECTS",
            "GIT_QUARANTINE_PATH",
            "GIT_REPLACE_REF_BASE",
            "GIT_PREFIX",
            "GIT_SHALLOW_FILE",
            "GIT_COMMON_DIR");

    private enum TrustRule {
        NEVER,
        ALWAYS,
        OWNED
    }

    private final Optional<Path> home;
    private final Optional<Path> systemConfig;
    private final List<Path> globalConfigs;
    private final Map<String, String> variables;
    private final Optional<Identity> author;
    private final Optional<Identity> committer;
    private final ZoneId zone;
    private final InstantSource clock;
    private final TrustRule trust;

    private GitEnvironment(
            Optional<Path> home,
            Optional<Path> systemConfig,
            List<Path> globalConfigs,
            Map<String, String> variables,
            Optional<Identity> author,
            Optional<Identity> committer,
            ZoneId zone,
            InstantSource clock,
            TrustRule trust) {
        this.home = home;
        this.systemConfig = systemConfig;
        this.globalConfigs = List.copyOf(globalConfigs);
        this.variables = Map.copyOf(variables);
        this.author = author;
        this.committer = committer;
        this.zone = zone;
        this.clock = clock;
        this.trust = trust;
    }

    /**
     * Answers an environment that knows nothing of the machine: no home, no configuration but the repository's, no
     * variables, the identity {@link #INTERNAL_IDENTITY}, UTC, the system's clock, nothing trusted.
     */
    public static GitEnvironment isolated() {
        return new GitEnvironment(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.of(INTERNAL_IDENTITY),
                Optional.of(INTERNAL_IDENTITY),
                ZoneOffset.UTC,
                Clock.systemUTC(),
                TrustRule.NEVER);
    }

    /**
     * Answers the environment of the user who runs this process: its variables, home and zone, as git would see them.
     * This is the one place in RR that reads them. A repository that the user owns is trusted.
     *
     * @throws InvalidPathException if home is no path of this file system
     */
    public static GitEnvironment ofUser() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", System.getProperty("user.home", ""));
        return ofUser(
                variables, home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home)), ZoneId.systemDefault());
    }

    /**
     * Answers what git would make of these variables and this home: {@code GIT_*} and {@code XDG_CONFIG_HOME} are
     * honoured, a repository that the process's user owns is trusted.
     *
     * @param variables all variables of the process
     * @param home the user's home folder, if there is one
     * @param zone the zone that new commits carry
     */
    public static GitEnvironment ofUser(Map<String, String> variables, Optional<Path> home, ZoneId zone) {
        Map<String, String> kept = Map.copyOf(variables);
        return new GitEnvironment(
                home,
                systemConfigOf(kept),
                globalConfigsOf(kept, home),
                kept,
                identityOf(kept, "AUTHOR"),
                identityOf(kept, "COMMITTER"),
                zone,
                Clock.systemUTC(),
                TrustRule.OWNED);
    }

    private static Optional<Path> systemConfigOf(Map<String, String> variables) {
        if (isTrue(variables.getOrDefault("GIT_CONFIG_NOSYSTEM", ""))) {
            return Optional.empty();
        }
        return path(variables.getOrDefault("GIT_CONFIG_SYSTEM", "/etc/gitconfig"));
    }

    private static List<Path> globalConfigsOf(Map<String, String> variables, Optional<Path> home) {
        String global = variables.get("GIT_CONFIG_GLOBAL");
        if (global != null) {
            return path(global).map(List::of).orElse(List.of());
        }
        List<Path> configs = new ArrayList<>();
        path(variables.getOrDefault("XDG_CONFIG_HOME", ""))
                .or(() -> home.map(folder -> folder.resolve(".config")))
                .ifPresent(folder -> configs.add(folder.resolve("git").resolve("config")));
        home.ifPresent(folder -> configs.add(folder.resolve(".gitconfig")));
        return configs;
    }

    private static Optional<Identity> identityOf(Map<String, String> variables, String who) {
        String name = variables.getOrDefault("GIT_" + who + "_NAME", "");
        String email = variables.getOrDefault("GIT_" + who + "_EMAIL", variables.getOrDefault("EMAIL", ""));
        return name.isBlank() ? Optional.empty() : Optional.of(new Identity(name, email));
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static boolean isTrue(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        return value.equals("1") || value.equals("true") || value.equals("yes") || value.equals("on");
    }

    /** Answers a copy that lives in another zone. */
    public GitEnvironment withZone(ZoneId newZone) {
        return new GitEnvironment(
                home, systemConfig, globalConfigs, variables, author, committer, newZone, clock, trust);
    }

    /** Answers a copy whose time comes from another clock. */
    public GitEnvironment withClock(InstantSource newClock) {
        return new GitEnvironment(
                home, systemConfig, globalConfigs, variables, author, committer, zone, newClock, trust);
    }

    /** Answers a copy whose commits are written by this identity, as author and as committer. */
    public GitEnvironment withIdentity(Identity identity) {
        return withAuthor(identity).withCommitter(identity);
    }

    /** Answers a copy with another author. */
    public GitEnvironment withAuthor(Identity newAuthor) {
        return new GitEnvironment(
                home, systemConfig, globalConfigs, variables, Optional.of(newAuthor), committer, zone, clock, trust);
    }

    /** Answers a copy with another committer. */
    public GitEnvironment withCommitter(Identity newCommitter) {
        return new GitEnvironment(
                home, systemConfig, globalConfigs, variables, author, Optional.of(newCommitter), zone, clock, trust);
    }

    /** Answers a copy with one more variable, in place of the one of that name. */
    public GitEnvironment withVariable(String name, String value) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put(name, value);
        return new GitEnvironment(home, systemConfig, globalConfigs, more, author, committer, zone, clock, trust);
    }

    /**
     * Answers a copy without the variables that point at one repository ({@code GIT_DIR}, {@code GIT_WORK_TREE},
     * {@code GIT_INDEX_FILE}, {@code GIT_COMMON_DIR}, {@code GIT_OBJECT_DIRECTORY}), for opening another one.
     */
    public GitEnvironment withoutRepositoryVariables() {
        Map<String, String> less = new TreeMap<>(variables);
        List.of(
                        "GIT_DIR",
                        "GIT_WORK_TREE",
                        "GIT_INDEX_FILE",
                        "GIT_COMMON_DIR",
                        "GIT_OBJECT_DIRECTORY",
                        "GIT_ALTERNATE_OBJECT_DIRECTORIES")
                .forEach(less::remove);
        return new GitEnvironment(home, systemConfig, globalConfigs, less, author, committer, zone, clock, trust);
    }

    /** Answers a copy that reads this file as the user's configuration, and no other. */
    public GitEnvironment withGlobalConfig(Path file) {
        return new GitEnvironment(home, systemConfig, List.of(file), variables, author, committer, zone, clock, trust);
    }

    /** Answers a copy that trusts every repository, or none. */
    public GitEnvironment withTrust(Trust newTrust) {
        TrustRule rule = newTrust == Trust.TRUSTED ? TrustRule.ALWAYS : TrustRule.NEVER;
        return new GitEnvironment(home, systemConfig, globalConfigs, variables, author, committer, zone, clock, rule);
    }

    /** Answers the home folder, if RR may know one. */
    public Optional<Path> home() {
        return home;
    }

    /** Answers the system's configuration file, whether or not it exists, if it may be read. */
    public Optional<Path> systemConfig() {
        return systemConfig;
    }

    /** Answers the user's configuration files, weakest first, whether or not they exist. */
    public List<Path> globalConfigs() {
        return globalConfigs;
    }

    /** Answers the value of a variable that git reads, such as {@code GIT_DIR}; empty values count as absent. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Answers the variables that a command which RR was told to run inherits: those of the environment without the ones
     * that point at one repository (git's own list, {@code git rev-parse --local-env-vars}). In an isolated environment
     * that is {@code PATH} alone, so that programs are found, and git reads no configuration of system and user.
     */
    public Map<String, String> commandVariables() {
        Map<String, String> inherited = new TreeMap<>(variables);
        inherited.keySet().removeAll(LOCAL_TO_REPOSITORY);
        inherited.keySet().removeIf(name -> name.startsWith("GIT_CONFIG_KEY_") || name.startsWith("GIT_CONFIG_VALUE_"));
        if (!inherited.containsKey("PATH")) {
            Optional.ofNullable(System.getenv("PATH")).ifPresent(path -> inherited.put("PATH", path));
        }
        if (systemConfig.isEmpty()) {
            inherited.put("GIT_CONFIG_NOSYSTEM", "1");
        }
        if (globalConfigs.isEmpty()) {
            inherited.put("GIT_CONFIG_GLOBAL", "/dev/null");
        }
        return inherited;
    }

    /** Answers the author that the environment prescribes; without one the repository's configuration decides. */
    public Optional<Identity> author() {
        return author;
    }

    /** Answers the committer that the environment prescribes; without one the repository's configuration decides. */
    public Optional<Identity> committer() {
        return committer;
    }

    /** Answers the time that new commits carry for their author: a date of its own, or now. */
    public OffsetDateTime authorTime() {
        return timeOf("GIT_AUTHOR_DATE");
    }

    /** Answers the time that new commits carry for their committer: a date of its own, or now. */
    public OffsetDateTime committerTime() {
        return timeOf("GIT_COMMITTER_DATE");
    }

    private OffsetDateTime timeOf(String variable) {
        return variable(variable)
                .flatMap(text -> GitDate.parse(text, zone))
                .orElseGet(() -> clock.instant().atZone(zone).toOffsetDateTime());
    }

    /** Answers the zone that new commits carry. */
    public ZoneId zone() {
        return zone;
    }

    /** Answers the clock. */
    public InstantSource clock() {
        return clock;
    }

    /**
     * Answers whether this repository's configuration may name programs. In an environment of {@link #ofUser()} that
     * is so when the user owns the git directory and the work tree, or when {@code safe.directory} of the user's or
     * the system's configuration lists the repository: git's own rule.
     *
     * @param gitDir the repository's own directory
     * @param workTree its work tree, if it has one
     */
    public Trust trustFor(Path gitDir, Optional<Path> workTree) {
        return switch (trust) {
            case NEVER -> Trust.UNTRUSTED;
            case ALWAYS -> Trust.TRUSTED;
            case OWNED -> Ownership.isOwned(this, gitDir, workTree) ? Trust.TRUSTED : Trust.UNTRUSTED;
        };
    }

    /** Answers the value's parts, variables by name only. */
    @Override
    public String toString() {
        return "GitEnvironment[home=" + home + ", trust=" + trust + ", zone=" + zone + ", variables="
                + variables.keySet() + "]";
    }

    /** Two environments are equal if all their parts are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GitEnvironment that
                && home.equals(that.home)
                && systemConfig.equals(that.systemConfig)
                && globalConfigs.equals(that.globalConfigs)
                && variables.equals(that.variables)
                && author.equals(that.author)
                && committer.equals(that.committer)
                && zone.equals(that.zone)
                && clock.equals(that.clock)
                && trust == that.trust;
    }

    @Override
    public int hashCode() {
        return Objects.hash(home, systemConfig, globalConfigs, variables, author, committer, zone, clock, trust);
    }
}
