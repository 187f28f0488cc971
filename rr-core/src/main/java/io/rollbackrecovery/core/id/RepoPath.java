package io.rollbackrecovery.core.id;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A path inside a repository, as the bytes that Git stores: relative, separated by {@code /}, in no particular
 * encoding. Two paths are equal if their bytes are; they are ordered by unsigned bytes.
 *
 * <p>A path says nothing about whether it may be written to a disk: {@code ..} or {@code .git} can stand in a hostile
 * tree, and RR plans over such trees without ever writing them.
 *
 * <p>Immutable and thread-safe.
 */
public final class RepoPath implements Comparable<RepoPath> {
    private final byte[] bytes;
    private final int hash;

    private RepoPath(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /**
     * Makes a path from text, in UTF-8.
     *
     * @param path for example {@code src/main/App.java}
     * @return the path
     * @throws IllegalArgumentException if it is empty, begins or ends with {@code /}, has an empty component or a NUL,
     *     or is not valid Unicode
     */
    public static RepoPath of(String path) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(path));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return checked(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not a path: unpaired surrogate in '" + path + "'", e);
        }
    }

    /**
     * Makes a path from its bytes.
     *
     * @param bytes the bytes as Git stores them; they are copied
     * @return the path
     * @throws IllegalArgumentException if they are empty, begin or end with {@code /}, or have an empty component or a
     *     NUL
     */
    public static RepoPath ofBytes(byte[] bytes) {
        return checked(bytes.clone());
    }

    private static RepoPath checked(byte[] bytes) {
        boolean componentEmpty = true;
        for (byte b : bytes) {
            if (b == 0 || (b == '/' && componentEmpty)) {
                throw new IllegalArgumentException("not a path in a repository: '" + escape(bytes) + "'");
            }
            componentEmpty = b == '/';
        }
        if (componentEmpty) {
            throw new IllegalArgumentException("not a path in a repository: '" + escape(bytes) + "'");
        }
        return new RepoPath(bytes);
    }

    /**
     * Gives the bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Tells whether the bytes are valid UTF-8, so that {@link #toString()} is the exact name.
     *
     * @return true if they are
     */
    public boolean isUtf8() {
        return decode(bytes).isPresent();
    }

    /**
     * Gives the last component.
     *
     * @return the name, decoded as {@link #toString()} does
     */
    public String name() {
        return display(Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length));
    }

    /**
     * Gives the folder that holds this path.
     *
     * @return the folder; empty for a path at the top of the repository
     */
    public Optional<RepoPath> parent() {
        int slash = lastSlash();
        return slash < 0 ? Optional.empty() : Optional.of(new RepoPath(Arrays.copyOf(bytes, slash)));
    }

    /**
     * Gives a path inside this folder.
     *
     * @param child a path relative to this one
     * @return the joined path
     */
    public RepoPath resolve(RepoPath child) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + child.bytes.length);
        joined[bytes.length] = '/';
        System.arraycopy(child.bytes, 0, joined, bytes.length + 1, child.bytes.length);
        return new RepoPath(joined);
    }

    /**
     * Tells whether this path is the given folder or lies in it.
     *
     * @param folder a folder
     * @return true if it does
     */
    public boolean startsWith(RepoPath folder) {
        int length = folder.bytes.length;
        return bytes.length >= length
                && Arrays.equals(bytes, 0, length, folder.bytes, 0, length)
                && (bytes.length == length || bytes[length] == '/');
    }

    /** Compares by unsigned bytes, as Git orders the entries of an index. */
    @Override
    public int compareTo(RepoPath other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RepoPath path && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Gives the path as text: exact if it is UTF-8; else every byte that is not ASCII, and {@code %}, as {@code %XX}. */
    @Override
    public String toString() {
        return display(bytes);
    }

    private int lastSlash() {
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }

    private static String display(byte[] bytes) {
        return decode(bytes).orElseGet(() -> escape(bytes));
    }

    private static Optional<String> decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static String escape(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (b >= 0x20 && b < 0x7f && b != '%') {
                text.append((char) b);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return text.toString();
    }
}
