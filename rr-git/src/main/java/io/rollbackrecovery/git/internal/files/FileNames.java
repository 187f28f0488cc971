package io.rollbackrecovery.git.internal.files;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * File names as bytes. Git's names are bytes; this JVM's paths are text in the encoding of its locale, which under
 * {@code LC_ALL=C} holds ASCII only. On Unix a path keeps its bytes all the same, and its URI spells them, so any name
 * can be read and written whatever the locale.
 */
public final class FileNames {
    private static final Charset ENCODING = encoding();
    private static final boolean NAMES_ARE_BYTES =
            FileSystems.getDefault().getSeparator().equals("/");

    private FileNames() {}

    private static Charset encoding() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** Answers the text of a file that holds names, such as a gitfile or {@code info/alternates}. */
    public static String decode(byte[] content) {
        return new String(content, ENCODING);
    }

    /** Answers the bytes of a name, for such a file. */
    public static byte[] encode(String text) {
        return text.getBytes(ENCODING);
    }

    /**
     * Answers the path of a name in a folder.
     *
     * @param folder an absolute path
     * @param relative the name's bytes, with {@code /} between folders
     * @throws InvalidPathException if this machine cannot have such a name
     */
    public static Path resolve(Path folder, byte[] relative) {
        if (isAscii(relative)) {
            return folder.resolve(new String(relative, StandardCharsets.US_ASCII));
        }
        if (!NAMES_ARE_BYTES || ENCODING.equals(StandardCharsets.UTF_8) && isUtf8(relative)) {
            return folder.resolve(new String(relative, StandardCharsets.UTF_8));
        }
        StringBuilder uri = new StringBuilder(folder.toUri().getRawPath());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        for (byte b : relative) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        try {
            return Path.of(URI.create("file://" + uri));
        } catch (IllegalArgumentException impossible) {
            throw new InvalidPathException(
                    new String(relative, StandardCharsets.ISO_8859_1), "no name on this machine");
        }
    }

    /** As {@link #resolve(Path, byte[])}, for a name in UTF-8. */
    public static Path resolve(Path folder, String relative) {
        return resolve(folder, relative.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers the bytes of a path's last name. */
    public static byte[] bytesOf(Path path) {
        Path name = path.getFileName();
        String text = String.valueOf(name);
        boolean exact = isAscii(text) || ENCODING.equals(StandardCharsets.UTF_8) && text.indexOf('\uFFFD') < 0;
        if (exact || !NAMES_ARE_BYTES) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        String last = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(last.length());
        for (int i = 0; i < last.length(); i++) {
            char c = last.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(last, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] bytes) {
        return java.util.Arrays.equals(
                new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
    }
}
