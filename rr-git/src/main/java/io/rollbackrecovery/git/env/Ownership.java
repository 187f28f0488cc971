package io.rollbackrecovery.git.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** git's rule for {@code safe.directory}: a repository is its owner's, or listed by the user or the system. */
final class Ownership {
    private static final Path SELF = Path.of("/proc/self");

    private Ownership() {}

    static boolean isOwned(GitEnvironment environment, Path gitDir, Optional<Path> workTree) {
        List<Path> places = new ArrayList<>(List.of(gitDir));
        workTree.ifPresent(places::add);
        try {
            boolean owned = true;
            for (Path place : places) {
                owned &= isOwnedByUser(environment, place);
            }
            return owned || isListed(environment, workTree.orElse(gitDir));
        } catch (IOException | UnsupportedOperationException unknown) {
            // an owner that cannot be read is not the user
            return false;
        }
    }

    private static boolean isOwnedByUser(GitEnvironment environment, Path place) throws IOException {
        if (!Files.exists(SELF, LinkOption.NOFOLLOW_LINKS)) {
            String user = System.getProperty("user.name", "");
            String owner = Files.getOwner(place, LinkOption.NOFOLLOW_LINKS).getName();
            return owner.equals(user) || owner.endsWith("\\" + user);
        }
        Object user = Files.getAttribute(SELF, "unix:uid");
        Object owner = Files.getAttribute(place, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return Objects.equals(user, owner)
                || user.equals(0)
                        && environment
                                .variable("SUDO_UID")
                                .filter(String.valueOf(owner)::equals)
                                .isPresent();
    }

    private static boolean isListed(GitEnvironment environment, Path place) throws IOException {
        String real = place.toRealPath().toString();
        List<Path> files = new ArrayList<>();
        environment.systemConfig().ifPresent(files::add);
        files.addAll(environment.globalConfigs());
        boolean listed = false;
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                continue;
            }
            for (String value : safeDirectories(file)) {
                if (value.isEmpty()) {
                    listed = false; // an empty value clears what was listed before
                } else {
                    listed |= matches(environment, value, real);
                }
            }
        }
        return listed;
    }

    private static boolean matches(GitEnvironment environment, String value, String real) {
        String listed = value;
        if (value.startsWith("~/") && environment.home().isPresent()) {
            listed = environment.home().get().resolve(value.substring(2)).toString();
        }
        return listed.equals("*")
                || listed.equals(real)
                || listed.endsWith("/*") && real.startsWith(listed.substring(0, listed.length() - 1));
    }

    private static List<String> safeDirectories(Path file) throws IOException {
        try {
            Config config = new Config();
            config.fromText(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            return List.of(config.getStringList("safe", null, "directory"));
        } catch (ConfigInvalidException unreadable) {
            return List.of(); // trusts nothing more
        }
    }
}
