package io.rollbackrecovery.core.history;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Who did something and when, as a commit or tag records it.
 *
 * @param name the name, possibly empty
 * @param email the e-mail address, possibly empty
 * @param time the moment, in whole seconds
 * @param offset the zone offset that was recorded, in whole minutes
 */
public record Signature(String name, String email, Instant time, ZoneOffset offset) {
    /** Gives {@code name <email>}. */
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
