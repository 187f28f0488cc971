package io.rollbackrecovery.analysis.internal.lang;

import io.rollbackrecovery.analysis.internal.lang.go.GoLanguage;
import io.rollbackrecovery.analysis.internal.lang.java.JavaLanguage;
import io.rollbackrecovery.analysis.internal.lang.javascript.JavaScriptLanguage;
import io.rollbackrecovery.analysis.internal.lang.python.PythonLanguage;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import java.util.List;

/** The languages that RR reads. */
public final class Languages {
    private Languages() {}

    /** All of them; where two handle a file, the first reads it. */
    public static List<FactExtractor> builtIn() {
        return List.of(new JavaLanguage(), new PythonLanguage(), new JavaScriptLanguage(), new GoLanguage());
    }
}
