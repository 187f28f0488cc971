package io.rollbackrecovery.git.internal.objects;

/** An object's type and bytes, in memory. The bytes are shared and never changed. */
final class Body {
    private final int type;
    private final byte[] bytes;

    Body(int type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    int type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }
}
