package io.rollbackrecovery.analysis.internal.lang;

import io.rollbackrecovery.analysis.internal.lang.go.GoLanguage;
import io.rollbackrecovery.analysis.internal.lang.java.JavaLanguage;
import io.rollbackrecovery.analysis.internal.lang.javascript.JavaScriptLanguage;
import io.rollbackrecovery.analysis.internal.lang.kotlin.KotlinLanguage;
import io.rollbackrecovery.analysis.internal.lang.python.PythonLanguage;
import io.rollbackrecovery.analysis.internal.lang.simple.SimpleLanguage;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import java.util.ArrayList;
import java.util.List;

/** The languages that RR reads. */
public final class Languages {
    private Languages() {}

    /** All of them; where two handle a file, the first reads it. */
    public static List<FactExtractor> builtIn() {
        List<FactExtractor> all = new ArrayList<>(List.of(
                new JavaLanguage(),
                new KotlinLanguage(),
                new PythonLanguage(),
                new JavaScriptLanguage(),
                new GoLanguage()));
        all.addAll(SimpleLanguage.all());
        return List.copyOf(all);
    }
}
