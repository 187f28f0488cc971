package io.rollbackrecovery.git.internal.attributes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** The keyword {@code $Id$} of the attribute {@code ident}, as git's {@code convert.c} treats it. */
final class Ident {
    private Ident() {}

    /** Gives a blob's bytes with the blob's id in every {@code $Id$}. */
    static byte[] expand(byte[] blob) {
        if (!hasAny(blob)) {
            return blob;
        }
        byte[] expanded = ("Id: " + id(blob) + " $").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(blob.length + 2 * expanded.length);
        int at = 0;
        while (true) {
            int dollar = indexOf(blob, '$', at, blob.length);
            if (dollar < 0) {
                break;
            }
            out.write(blob, at, dollar + 1 - at);
            at = dollar + 1;
            if (blob.length - at < 3 || blob[at] != 'I' || blob[at + 1] != 'd') {
                continue;
            }
            if (blob[at + 2] == '$') {
                at += 3;
            } else if (blob[at + 2] == ':') {
                int end = indexOf(blob, '$', at + 3, blob.length);
                if (end < 0) {
                    break;
                }
                if (indexOf(blob, '\n', at + 3, end) >= 0) {
                    continue;
                }
                int space = indexOf(blob, ' ', at + 4, end);
                if (space >= 0 && space < end - 1) {
                    continue; // the keyword of another system, with words in it
                }
                at = end + 1;
            } else {
                continue;
            }
            out.writeBytes(expanded);
        }
        out.write(blob, at, blob.length - at);
        return out.toByteArray();
    }

    /** Gives a file's bytes with every {@code $Id: ..$} as {@code $Id$}. */
    static byte[] collapse(byte[] disk) {
        if (!hasAny(disk)) {
            return disk;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(disk.length);
        int at = 0;
        while (true) {
            int dollar = indexOf(disk, '$', at, disk.length);
            if (dollar < 0) {
                break;
            }
            out.write(disk, at, dollar + 1 - at);
            at = dollar + 1;
            if (disk.length - at > 3 && disk[at] == 'I' && disk[at + 1] == 'd' && disk[at + 2] == ':') {
                int end = indexOf(disk, '$', at + 3, disk.length);
                if (end < 0) {
                    break;
                }
                if (indexOf(disk, '\n', at + 3, end) < 0) {
                    out.write('I');
                    out.write('d');
                    out.write('$');
                    at = end + 1;
                }
            }
        }
        out.write(disk, at, disk.length - at);
        return out.toByteArray();
    }

    /** What git counts first; where it finds nothing the bytes stay. */
    private static boolean hasAny(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at++] != '$') {
                continue;
            }
            if (bytes.length - at < 3) {
                return false;
            }
            if (bytes[at] != 'I' || bytes[at + 1] != 'd') {
                continue;
            }
            byte after = bytes[at + 2];
            at += 3;
            if (after == '$') {
                return true;
            }
            while (after == ':' && at < bytes.length && bytes[at] != '\n') {
                if (bytes[at++] == '$') {
                    return true;
                }
            }
        }
        return false;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String id(byte[] blob) {
        MessageDigest digest = Constants.newMessageDigest();
        digest.update(Constants.encodeASCII("blob " + blob.length));
        digest.update((byte) 0);
        digest.update(blob);
        return ObjectId.fromRaw(digest.digest()).name();
    }
}
