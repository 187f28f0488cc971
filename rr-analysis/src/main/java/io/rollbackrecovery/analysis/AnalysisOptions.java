package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lang.Languages;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.core.source.ContentCache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a {@link BlastRadiusAnalyzer} works with beside the repository. Immutable. */
public final class AnalysisOptions {
    private static final AnalysisOptions DEFAULTS =
            new AnalysisOptions(Languages.builtIn(), ContentCache.none(), Optional.empty(), 1);

    private final List<FactExtractor> languages;
    private final ContentCache cache;
    private final Optional<Executor> executor;
    private final int threads;

    private AnalysisOptions(
            List<FactExtractor> languages, ContentCache cache, Optional<Executor> executor, int threads) {
        this.languages = List.copyOf(languages);
        this.cache = cache;
        this.executor = executor;
        this.threads = threads;
    }

    /**
     * Gives what RR does by itself: the languages that it reads, nothing kept beyond the process, one thread.
     *
     * @return the options
     */
    public static AnalysisOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the languages.
     *
     * @param some the languages; where two handle a file, the first reads it
     * @return options with them
     */
    public AnalysisOptions withLanguages(List<FactExtractor> some) {
        return new AnalysisOptions(some, cache, executor, threads);
    }

    /**
     * Sets where facts of files are kept, so that another process need not read the files again; and what revisions of
     * 1,000 to 50,000 files link, so that it links only what changed since. Facts of a language without a
     * {@linkplain FactExtractor#version() version} are not kept there, and with such a language no links.
     *
     * @param kept the cache; the caller closes it
     * @return options with it
     */
    public AnalysisOptions withCache(ContentCache kept) {
        return new AnalysisOptions(languages, kept, executor, threads);
    }

    /**
     * Sets who helps where many files are read at once. The calling thread always works too, and alone where the
     * executor takes no work.
     *
     * @param helper runs some tasks, of a few seconds at most
     * @param atOnce how many threads work at most, the calling one among them; at least 1
     * @return options with it
     * @throws IllegalArgumentException if {@code atOnce} is less than 1
     */
    public AnalysisOptions withExecutor(Executor helper, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException(atOnce + " threads");
        }
        return new AnalysisOptions(languages, cache, Optional.of(helper), atOnce);
    }

    List<FactExtractor> languages() {
        return languages;
    }

    ContentCache cache() {
        return cache;
    }

    Optional<Executor> executor() {
        return executor;
    }

    int threads() {
        return threads;
    }
}
