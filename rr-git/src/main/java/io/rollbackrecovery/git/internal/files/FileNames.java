package io.rollbackrecovery.git.internal.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text files that hold file names: their bytes are in the encoding that this JVM uses for names. */
public final class FileNames {
    private static final Charset ENCODING = encoding();

    private FileNames() {}

    private static Charset encoding() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** Answers the text of such a file. */
    public static String decode(byte[] content) {
        return new String(content, ENCODING);
    }

    /** Answers the bytes of a name, for such a file. */
    public static byte[] encode(String text) {
        return text.getBytes(ENCODING);
    }
}
