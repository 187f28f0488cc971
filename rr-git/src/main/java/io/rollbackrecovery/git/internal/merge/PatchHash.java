package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Hashes a patch as {@code git patch-id --stable} does (builtin/patch-id.c): blanks, line numbers and object ids are
 * left out, and the hashes of the files are added up, so that their order does not count. A file with a header alone, as
 * for a change of mode, is hashed together with the next one.
 */
final class PatchHash {
    /** What stands for the name of a file that is not there. */
    static final byte[] NO_FILE = "/dev/null".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest = Constants.newMessageDigest();
    private final byte[] sum = new byte[Constants.OBJECT_ID_LENGTH];
    private boolean afterText;
    private boolean afterBinary;

    void beginFile(byte[] oldName, byte[] newName) {
        if (afterText) {
            flush();
        }
        afterText = false;
        // Git passes over the line that ends a binary file, which is the first line of the next.
        if (!afterBinary) {
            line("diff --git ");
            add(oldName);
            add(newName);
        }
        afterBinary = false;
    }

    void beginText(byte[] oldName, byte[] newName) {
        line("--- ");
        add(oldName);
        line("+++ ");
        add(newName);
        afterText = true;
    }

    void line(String text) {
        add(text.getBytes(StandardCharsets.US_ASCII));
    }

    void line(char sign, TextLines lines, int line) {
        if (sign != ' ') {
            digest.update((byte) sign);
        }
        add(lines.content, lines.offset(line), lines.offset(line + 1));
    }

    /** A binary file is known by what it was and what it becomes. */
    void binary(String oldId, String newId) {
        line(oldId);
        line(newId);
        flush();
        afterBinary = true;
    }

    String finish() {
        flush();
        return ObjectId.fromRaw(sum).name();
    }

    private void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    private void add(byte[] bytes, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            // A zero ends the line for git, which reads patches as C strings.
            boolean end = b == 0;
            if (end || b == ' ' || b == '\t' || b == '\n' || b == '\r') {
                digest.update(bytes, start, i - start);
                start = i + 1;
            }
            if (end) {
                return;
            }
        }
        digest.update(bytes, start, to - start);
    }

    private void flush() {
        byte[] hash = digest.digest();
        int carry = 0;
        for (int i = 0; i < sum.length; i++) {
            carry += (sum[i] & 0xff) + (hash[i] & 0xff);
            sum[i] = (byte) carry;
            carry >>>= 8;
        }
    }

    /** A name as git writes it into patches: in quotes and with escapes if a byte is not plain. */
    static byte[] quoted(String prefix, RepoPath path) {
        byte[] name = path.bytes();
        boolean plain = true;
        for (byte b : name) {
            plain &= b >= 0x20 && b < 0x7f && b != '"' && b != '\\';
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length + 4);
        if (plain) {
            out.writeBytes(prefix.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(name);
            return out.toByteArray();
        }
        StringBuilder text = new StringBuilder("\"").append(prefix);
        for (byte b : name) {
            int escape = "\u0007\b\t\n\u000b\f\r\"\\".indexOf(b);
            if (b >= 0 && escape >= 0) {
                text.append('\\').append("abtnvfr\"\\".charAt(escape));
            } else if (b >= 0x20 && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
            }
        }
        return text.append('"').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
