package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Trust;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.layout.RepositoryConfig;
import io.rollbackrecovery.git.internal.layout.RepositoryFormat;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.jspecify.annotations.Nullable;

/**
 * A repository for JGit's algorithms (walks, {@code resolve("HEAD~3^{tree}")}, attributes) that reads through RR's own
 * stores: opening and reading it writes nothing, runs nothing, and asks neither the home folder nor the environment.
 * It refuses to write anything but objects.
 *
 * <p>For JGit it is bare and has no directory, so that no code of JGit's can touch the files by a road of its own; where
 * they lie is {@link #layout()}. Thread-safe; readers and walks belong to one thread each.
 */
public final class QuietRepository extends Repository {
    private final GitLayout layout;
    private final RepositoryConfig configuration;
    private final RepositoryFormat format;
    private final GitEnvironment environment;
    private final ObjectStore objects;
    private final RefStore refs;
    private final QuietRefDatabase refDatabase;
    private final QuietConfig config;

    /** JGit wants a builder; nothing of it is used. */
    private static final class Builder extends BaseRepositoryBuilder<Builder, QuietRepository> {}

    private QuietRepository(
            GitLayout layout,
            RepositoryConfig configuration,
            RepositoryFormat format,
            GitEnvironment environment,
            ObjectStore objects) {
        super(new Builder());
        this.layout = layout;
        this.configuration = configuration;
        this.format = format;
        this.environment = environment;
        this.objects = objects;
        this.refs = RefStore.open(layout);
        this.refDatabase = new QuietRefDatabase(refs, this);
        this.config = new QuietConfig(configuration.values());
    }

    /**
     * Opens the repository that holds a place.
     *
     * @param start a work tree or a folder in it, a git directory, or a bare repository
     * @param environment what RR may know of its surroundings
     * @throws io.rollbackrecovery.core.error.RrException {@code NOT_A_REPOSITORY}, {@code UNSUPPORTED_REPOSITORY},
     *     {@code CORRUPT} or {@code PERMISSION_DENIED}
     */
    public static QuietRepository open(Path start, GitEnvironment environment) throws IOException {
        return open(GitLayout.find(start, environment), environment);
    }

    /** Opens a repository whose parts are known. */
    public static QuietRepository open(GitLayout layout, GitEnvironment environment) throws IOException {
        RepositoryConfig configuration = RepositoryConfig.load(layout, environment);
        RepositoryFormat format = RepositoryFormat.check(layout, configuration);
        return new QuietRepository(layout, configuration, format, environment, ObjectStore.open(layout));
    }

    /** Answers where the repository's parts lie. */
    public GitLayout layout() {
        return layout;
    }

    /** Answers the configuration as it was when the repository was opened. */
    public RepositoryConfig configuration() {
        return configuration;
    }

    /** Answers the format, and whether objects may be missing. */
    public RepositoryFormat format() {
        return format;
    }

    /** Answers the environment that the repository was opened in. */
    public GitEnvironment environment() {
        return environment;
    }

    /** Answers the refs. */
    public RefStore refs() {
        return refs;
    }

    /** Answers the reflogs. */
    public Reflog reflog() {
        return Reflog.open(layout, configuration);
    }

    @Override
    public ObjectStore getObjectDatabase() {
        return objects;
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refDatabase;
    }

    @Override
    public StoredConfig getConfig() {
        return config;
    }

    /**
     * Answers the object that a revision names, as git's {@code rev-parse} does; null if there is none.
     *
     * @throws org.eclipse.jgit.errors.AmbiguousObjectException if an abbreviation names several
     * @throws org.eclipse.jgit.errors.RevisionSyntaxException if it is not written as revisions are
     */
    @Override
    public @Nullable ObjectId resolve(String revision) throws IOException {
        Optional<String> understood = new Revisions(refs, config).rewrite(revision);
        return understood.isPresent() ? super.resolve(understood.get()) : null;
    }

    @Override
    public String getIdentifier() {
        return layout.gitDir().toString();
    }

    @Override
    public AttributesNodeProvider createAttributesNodeProvider() {
        return new QuietAttributes(layout.commonDir().resolve("info").resolve("attributes"), globalAttributes());
    }

    private Optional<Path> globalAttributes() {
        Optional<String> configured =
                configuration.text("core", "attributesFile").filter(file -> configuration.trust() == Trust.TRUSTED);
        Optional<Path> home = environment.home();
        if (configured.isPresent()) {
            String file = configured.get();
            return file.startsWith("~/")
                    ? home.map(folder -> folder.resolve(file.substring(2)))
                    : Optional.of(layout.workTree().orElse(layout.gitDir()).resolve(file));
        }
        return environment
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> home.map(folder -> folder.resolve(".config")))
                .map(folder -> folder.resolve("git").resolve("attributes"));
    }

    @Override
    public void create(boolean bare) {
        throw new UnsupportedOperationException("RR opens repositories and does not make the user's");
    }

    @Override
    public void scanForRepoChanges() throws IOException {
        objects.refresh();
    }

    @Override
    public void notifyIndexChanged(boolean internal) {
        // nobody listens: the index is a file that IndexFile reads
    }

    /** Answers the directory's path, for messages. */
    @Override
    public String toString() {
        return "QuietRepository[" + layout.gitDir() + "]";
    }
}
