package io.rollbackrecovery.git.internal.attributes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The attribute {@code working-tree-encoding}: a file that is UTF-8 in the repository and something else on the disk.
 * The byte order marks are those that git and the C library's iconv write and ask for. Immutable.
 */
final class WorkTreeEncoding {
    private static final byte[] NO_MARK = {};
    private static final Pattern UTF = Pattern.compile("utf-?(.*)");
    private static final boolean IS_LITTLE = ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);

    private final Charset charset;
    private final byte[] mark;
    private final Marks marks;

    /** What a file must begin with. */
    private enum Marks {
        ANY,
        /** One is needed, and says the byte order. */
        NEEDED,
        /** One may be there, and says the byte order. */
        ALLOWED,
        FORBIDDEN
    }

    private WorkTreeEncoding(Charset charset, byte[] mark, Marks marks) {
        this.charset = charset;
        this.mark = mark;
        this.marks = marks;
    }

    /** Tells whether a name is that of the repository's own encoding, so that there is nothing to do. */
    static boolean isUtf8(String name) {
        return plain(name).equals("utf8");
    }

    /** Finds an encoding by its name; empty if this machine does not know it. */
    static Optional<WorkTreeEncoding> of(String name) {
        try {
            return switch (plain(name)) {
                case "utf16" -> Optional.of(wide(16, IS_LITTLE, Marks.NEEDED));
                case "utf32" -> Optional.of(wide(32, IS_LITTLE, Marks.NEEDED));
                case "utf16le-bom" -> Optional.of(wide(16, true, Marks.ALLOWED));
                case "utf16le", "utf16be", "utf32le", "utf32be" ->
                    Optional.of(new WorkTreeEncoding(charset(name), NO_MARK, Marks.FORBIDDEN));
                case "latin-1" -> Optional.of(new WorkTreeEncoding(StandardCharsets.ISO_8859_1, NO_MARK, Marks.ANY));
                default -> Optional.of(new WorkTreeEncoding(charset(name), NO_MARK, Marks.ANY));
            };
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static Charset charset(String name) {
        String plain = plain(name);
        Charset charset = Charset.forName(plain.startsWith("utf") ? "UTF-" + plain.substring(3) : name);
        if (!charset.canEncode()) {
            throw new UnsupportedCharsetException(name);
        }
        return charset;
    }

    private static WorkTreeEncoding wide(int bits, boolean little, Marks marks) {
        Charset charset = Charset.forName("UTF-" + bits + (little ? "LE" : "BE"));
        return new WorkTreeEncoding(charset, "\ufeff".getBytes(charset), marks);
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return UTF.matcher(lower).replaceFirst("utf$1");
    }

    /** Gives the disk's bytes for the repository's; they stay, as git leaves them, where that cannot be done. */
    byte[] toDisk(byte[] repository) {
        if (repository.length == 0) {
            return repository;
        }
        Optional<byte[]> encoded = convert(repository, 0, StandardCharsets.UTF_8, charset);
        if (encoded.isEmpty() || mark.length == 0) {
            return encoded.orElse(repository);
        }
        byte[] marked = Arrays.copyOf(mark, mark.length + encoded.get().length);
        System.arraycopy(encoded.get(), 0, marked, mark.length, encoded.get().length);
        return marked;
    }

    /** Gives the repository's bytes for the disk's; they stay, as git leaves them, where that cannot be done. */
    byte[] toRepository(byte[] disk) {
        if (disk.length == 0 || marks == Marks.ANY) {
            return disk.length == 0
                    ? disk
                    : convert(disk, 0, charset, StandardCharsets.UTF_8).orElse(disk);
        }
        String family = charset.name().substring(0, "UTF-16".length());
        Charset big = Charset.forName(family + "BE");
        Charset little = Charset.forName(family + "LE");
        byte[] bigMark = "\ufeff".getBytes(big);
        byte[] littleMark = "\ufeff".getBytes(little);
        boolean isBig = startsWith(disk, bigMark);
        boolean isLittle = startsWith(disk, littleMark);
        if (marks == Marks.FORBIDDEN ? isBig || isLittle : marks == Marks.NEEDED && !isBig && !isLittle) {
            return disk;
        }
        Charset from = isBig ? big : isLittle ? little : charset;
        int start = isBig || isLittle ? bigMark.length : 0;
        return convert(disk, start, from, StandardCharsets.UTF_8).orElse(disk);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static Optional<byte[]> convert(byte[] bytes, int start, Charset from, Charset to) {
        try {
            CharBuffer text = from.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start));
            ByteBuffer encoded = to.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(text);
            byte[] result = new byte[encoded.remaining()];
            encoded.get(result);
            return Optional.of(result);
        } catch (CharacterCodingException impossible) {
            return Optional.empty();
        }
    }
}
