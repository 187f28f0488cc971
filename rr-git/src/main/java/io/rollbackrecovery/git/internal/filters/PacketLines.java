package io.rollbackrecovery.git.internal.filters;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Git's packet lines (gitprotocol-common(5)): four hex digits of length, then bytes; {@code 0000} ends a list. */
final class PacketLines {
    private static final int HEAD = 4;
    private static final int LARGEST = 65520;

    private final InputStream in;
    private final OutputStream out;

    PacketLines(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    void writeLine(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    /** Writes a line that ends in bytes which may be no text. */
    void writeLine(String key, byte[] value) throws IOException {
        byte[] start = key.getBytes(StandardCharsets.UTF_8);
        byte[] line = Arrays.copyOf(start, start.length + value.length + 1);
        System.arraycopy(value, 0, line, start.length, value.length);
        line[line.length - 1] = '\n';
        write(line, line.length);
    }

    void writeAll(InputStream content) throws IOException {
        byte[] chunk = new byte[LARGEST - HEAD];
        for (int count = content.readNBytes(chunk, 0, chunk.length);
                count > 0;
                count = content.readNBytes(chunk, 0, chunk.length)) {
            write(chunk, count);
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        if (length > LARGEST - HEAD) {
            throw new IOException("a line of " + length + " bytes is too long for a filter");
        }
        out.write(HexFormat.of().toHexDigits((short) (length + HEAD)).getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, 0, length);
    }

    void endList() throws IOException {
        out.write("0000".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads a packet; empty at the end of a list. */
    Optional<byte[]> read() throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
            throw new EOFException("the filter ended in the middle of an answer");
        }
        int length;
        try {
            length = HexFormat.fromHexDigits(new String(head, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new IOException("the filter does not answer in packet lines", e);
        }
        if (length == 0) {
            return Optional.empty();
        }
        if (length < HEAD || length > LARGEST) {
            throw new IOException("the filter sent a packet of length " + length);
        }
        byte[] bytes = in.readNBytes(length - HEAD);
        if (bytes.length < length - HEAD) {
            throw new EOFException("the filter ended in the middle of a packet");
        }
        return Optional.of(bytes);
    }

    /** Reads a line without its end; empty at the end of a list. */
    Optional<String> readLine() throws IOException {
        return read().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).map(line -> line.replaceFirst("\n$", ""));
    }
}
