package io.rollbackrecovery.git.internal.attributes;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * What git makes of a file's bytes between repository and disk: line ends, {@code ident} and
 * {@code working-tree-encoding}, by the rules of gitattributes(5) and git's {@code convert.c}. A {@link #filter()} is
 * another's to run, before these on the way into the repository and after them on the way out. Where RR must not or
 * cannot do what the attributes ask for, {@link #refusal()} says so. Immutable and thread-safe.
 */
public final class Conversion {
    private static final int LOOKED_AT = 1 << 30;

    /** How line ends are treated. */
    private enum Kind {
        NONE,
        /** The repository has LF, whatever the disk has. */
        TEXT,
        /** As TEXT, for files that look like text. */
        AUTO
    }

    private static final Conversion IDENTITY =
            new Conversion(Kind.NONE, false, false, Optional.empty(), Optional.empty(), Optional.empty());

    private final Kind kind;
    private final boolean crlfOnDisk;
    private final boolean ident;
    private final Optional<WorkTreeEncoding> encoding;
    private final Optional<FilterDriver> filter;
    private final Optional<String> refusal;

    private Conversion(
            Kind kind,
            boolean crlfOnDisk,
            boolean ident,
            Optional<WorkTreeEncoding> encoding,
            Optional<FilterDriver> filter,
            Optional<String> refusal) {
        this.kind = kind;
        this.crlfOnDisk = crlfOnDisk;
        this.ident = ident;
        this.encoding = encoding;
        this.filter = filter;
        this.refusal = refusal;
    }

    /** Gives the conversion that leaves bytes as they are. */
    public static Conversion identity() {
        return IDENTITY;
    }

    static Conversion text(boolean crlfOnDisk) {
        return new Conversion(Kind.TEXT, crlfOnDisk, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Conversion auto(boolean crlfOnDisk) {
        return new Conversion(Kind.AUTO, crlfOnDisk, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Conversion refused(String why) {
        return new Conversion(Kind.NONE, false, false, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    /** Gives a conversion that does more than line ends. */
    Conversion with(boolean newIdent, Optional<WorkTreeEncoding> newEncoding, Optional<FilterDriver> newFilter) {
        return newIdent || newEncoding.isPresent() || newFilter.isPresent()
                ? new Conversion(kind, crlfOnDisk, newIdent, newEncoding, newFilter, refusal)
                : this;
    }

    /** Tells why a file must not be written to the disk by RR; empty if it may. */
    public Optional<String> refusal() {
        return refusal;
    }

    /** Gives the programs that take part; empty if there are none. */
    public Optional<FilterDriver> filter() {
        return filter;
    }

    /** Tells whether bytes are the same on both sides. */
    public boolean isIdentity() {
        return filter.isEmpty() && keepsBytes();
    }

    /** Tells whether bytes are the same on both sides but for what a filter does. */
    public boolean keepsBytes() {
        return kind == Kind.NONE && !ident && encoding.isEmpty();
    }

    /** Gives the bytes that the disk, or the filter that comes last, is to have for a blob. */
    public byte[] toDisk(byte[] blob) {
        byte[] lines = lineEndsOfDisk(ident ? Ident.expand(blob) : blob);
        return encoding.isPresent() ? encoding.get().toDisk(lines) : lines;
    }

    private byte[] lineEndsOfDisk(byte[] blob) {
        if (kind == Kind.NONE || !crlfOnDisk) {
            return blob;
        }
        Stats stats = Stats.of(blob);
        if (stats.loneLf == 0 || (kind == Kind.AUTO && (stats.loneCr > 0 || stats.crlf > 0 || stats.isBinary()))) {
            return blob;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(blob.length + stats.loneLf);
        for (int i = 0; i < blob.length; i++) {
            if (blob[i] == '\n' && (i == 0 || blob[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(blob[i]);
        }
        return out.toByteArray();
    }

    /**
     * Gives the bytes that the repository would have for a file.
     *
     * @param disk the file's bytes, after its filter
     * @param staged the bytes that the index has, if any: a text file that was committed with CRLF stays so
     */
    public byte[] toRepository(byte[] disk, Optional<byte[]> staged) {
        byte[] decoded = encoding.isPresent() ? encoding.get().toRepository(disk) : disk;
        byte[] lines = lineEndsOfRepository(decoded, staged);
        return ident ? Ident.collapse(lines) : lines;
    }

    private byte[] lineEndsOfRepository(byte[] disk, Optional<byte[]> staged) {
        if (kind == Kind.NONE) {
            return disk;
        }
        Stats stats = Stats.of(disk);
        if (stats.crlf == 0) {
            return disk;
        }
        if (kind == Kind.AUTO
                && (stats.isBinary()
                        || staged.map(Stats::of)
                                .filter(old -> old.crlf > 0 && !old.isBinary())
                                .isPresent())) {
            return disk;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(disk.length);
        for (int i = 0; i < disk.length; i++) {
            if (disk[i] != '\r' || i + 1 == disk.length || disk[i + 1] != '\n') {
                out.write(disk[i]);
            }
        }
        return out.toByteArray();
    }

    /** What git counts to tell text from other files. */
    private record Stats(int nul, int loneCr, int loneLf, int crlf, int printable, int nonPrintable) {
        static Stats of(byte[] bytes) {
            int nul = 0;
            int loneCr = 0;
            int loneLf = 0;
            int crlf = 0;
            int printable = 0;
            int nonPrintable = 0;
            int end = Math.min(bytes.length, LOOKED_AT);
            for (int i = 0; i < end; i++) {
                int b = bytes[i] & 0xff;
                if (b == '\r') {
                    if (i + 1 < end && bytes[i + 1] == '\n') {
                        crlf++;
                        i++;
                    } else {
                        loneCr++;
                    }
                } else if (b == '\n') {
                    loneLf++;
                } else if (b == 127) {
                    nonPrintable++;
                } else if (b < 32) {
                    switch (b) {
                        case '\b', '\t', 033, 014 -> printable++;
                        case 0 -> {
                            nul++;
                            nonPrintable++;
                        }
                        default -> nonPrintable++;
                    }
                } else {
                    printable++;
                }
            }
            // A file that ends in Control-Z is an old text file of DOS.
            if (bytes.length > 0 && bytes[bytes.length - 1] == 032) {
                nonPrintable--;
            }
            return new Stats(nul, loneCr, loneLf, crlf, printable, nonPrintable);
        }

        boolean isBinary() {
            return loneCr > 0 || nul > 0 || (printable >> 7) < nonPrintable;
        }
    }
}
