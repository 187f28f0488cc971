package io.rollbackrecovery.git.env;

import java.util.Objects;

/**
 * A name and an e-mail address as git writes them into commits.
 *
 * @param name the person's name, never blank; characters that git's format cannot hold ({@code <}, {@code >}, line
 *     feeds, NUL) are removed
 * @param email the address, may be empty; cleaned in the same way
 */
public record Identity(String name, String email) {
    /**
     * Cleans and checks the parts.
     *
     * @throws IllegalArgumentException if nothing is left of the name
     */
    public Identity {
        name = clean(Objects.requireNonNull(name, "name"));
        email = clean(Objects.requireNonNull(email, "email"));
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an identity needs a name");
        }
    }

    private static String clean(String part) {
        return part.replaceAll("[<>\\n\\r\\x00]", "").strip();
    }

    /** Answers {@code name <email>}. */
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
