package io.rollbackrecovery.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Paths are bytes, whatever they are. */
class RepoPathProperties {
    @Provide
    Arbitrary<byte[]> paths() {
        Arbitrary<byte[]> names = Arbitraries.bytes()
                .filter(b -> b != 0 && b != '/')
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(6);
        return names.list().ofMinSize(1).ofMaxSize(4).map(parts -> {
            byte[] joined = parts.get(0);
            for (byte[] part : parts.subList(1, parts.size())) {
                int start = joined.length;
                joined = Arrays.copyOf(joined, start + 1 + part.length);
                joined[start] = '/';
                System.arraycopy(part, 0, joined, start + 1, part.length);
            }
            return joined;
        });
    }

    @Property(seed = "42")
    void keepsItsBytes(@ForAll("paths") byte[] bytes) {
        RepoPath path = RepoPath.ofBytes(bytes);

        assertThat(path.bytes()).isEqualTo(bytes);
        assertThat(path).isEqualTo(RepoPath.ofBytes(bytes.clone()));
        assertThat(path.hashCode()).isEqualTo(RepoPath.ofBytes(bytes.clone()).hashCode());
        if (path.isUtf8()) {
            assertThat(RepoPath.of(path.toString())).isEqualTo(path);
        } else {
            assertThat(path.toString()).matches("[\\x20-\\x7e]+");
        }
    }

    @Property(seed = "42")
    void parentAndNameMakeThePathAgain(@ForAll("paths") byte[] bytes) {
        RepoPath path = RepoPath.ofBytes(bytes);

        path.parent().ifPresent(parent -> {
            byte[] name = Arrays.copyOfRange(bytes, parent.bytes().length + 1, bytes.length);
            assertThat(parent.resolve(RepoPath.ofBytes(name))).isEqualTo(path);
            assertThat(path.startsWith(parent)).isTrue();
            assertThat(parent.startsWith(path)).isFalse();
        });
        assertThat(path.startsWith(path)).isTrue();
    }

    @Property(seed = "42")
    void isOrderedByUnsignedBytes(@ForAll("paths") byte[] one, @ForAll("paths") byte[] other) {
        int order = RepoPath.ofBytes(one).compareTo(RepoPath.ofBytes(other));

        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
    }

    @Example
    void refusesWhatIsNoPath() {
        for (String bad : new String[] {"", "/", "/a", "a/", "a//b", "a\0b"}) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> RepoPath.ofBytes(bad.getBytes(StandardCharsets.UTF_8)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> RepoPath.of("\ud800"));
    }

    @Example
    void showsOtherBytesInHex() {
        assertThat(RepoPath.ofBytes("caf\u00e9%".getBytes(StandardCharsets.ISO_8859_1)))
                .hasToString("caf%E9%25");
        assertThat(RepoPath.of("caf\u00e9%")).hasToString("caf\u00e9%");
        assertThat(RepoPath.of("a/b/c").name()).isEqualTo("c");
    }

    @Example
    void aFolderIsNotTheBeginningOfAName() {
        assertThat(RepoPath.of("src/main.py").startsWith(RepoPath.of("src/main")))
                .isFalse();
        assertThat(RepoPath.of("src/main/a").startsWith(RepoPath.of("src/main")))
                .isTrue();
    }
}
