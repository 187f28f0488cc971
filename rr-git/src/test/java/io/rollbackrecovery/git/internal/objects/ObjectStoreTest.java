package io.rollbackrecovery.git.internal.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The object store against the real git: every object of a repository, in every form that git stores it in. */
class ObjectStoreTest {
    private static Path template;

    @TempDir
    Path temp;

    private static ObjectStore open(GitFixture git) throws IOException {
        return ObjectStore.open(GitLayout.find(git.folder(), GitEnvironment.isolated()));
    }

    /** A history with large deltas, many small files and tags; made once, since each commit costs some processes. */
    @BeforeAll
    static void makeHistory(@TempDir Path shared) {
        template = shared.resolve("work");
        GitFixture git = GitFixture.init(template);
        Random random = new Random(2026);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append("line ").append(random.nextInt(1000)).append('\n');
        }
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(text.length());
            text.insert(at, "change " + i + "\n");
            git.write("big.txt", text.toString());
            git.write("dir" + random.nextInt(4) + "/f" + random.nextInt(5) + ".txt", "v" + random.nextInt() + "\n");
            git.commit("Commit " + i);
            if (i % 10 == 0) {
                git.run("tag", "-a", "-m", "tag", "t" + i);
            }
        }
        git.write("empty", "").commit("An empty file");
    }

    private GitFixture history() throws IOException {
        Path work = temp.resolve("work");
        try (var files = Files.walk(template)) {
            for (Path file : files.toList()) {
                Files.copy(file, work.resolve(template.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return GitFixture.in(work);
    }

    private static void assertSameObjects(GitFixture git, ObjectStore store) throws IOException {
        List<String> lines = git.lines("cat-file", "--batch-all-objects", "--batch-check");
        assertThat(lines).isNotEmpty();
        try (ObjectReader reader = store.newReader()) {
            for (String line : lines) {
                String[] parts = line.split(" ", -1);
                ObjectId id = ObjectId.fromString(parts[0]);
                assertThat(reader.has(id)).as(line).isTrue();
                var loader = reader.open(id);
                assertThat(Constants.typeString(loader.getType())).as(line).isEqualTo(parts[1]);
                assertThat(loader.getSize()).as(line).isEqualTo(Long.parseLong(parts[2]));
                assertThat(reader.getObjectSize(id, ObjectReader.OBJ_ANY)).isEqualTo(loader.getSize());
                byte[] bytes = loader.getBytes();
                // the id is a hash over type, size and bytes: equal ids are equal objects
                assertThat(ObjectSink.idFor(loader.getType(), bytes)).isEqualTo(id);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gc",
                "repack -adf --depth=50 --window=20",
                "repack -ad --no-write-bitmap-index",
                "gc --aggressive",
                "repack -d --geometric=2",
                "-c pack.indexVersion=1 repack -adf",
                "-c repack.useDeltaBaseOffset=false repack -adf",
                "repack -adf --write-midx",
                "-c pack.packSizeLimit=1m repack -adf"
            })
    void readsEveryObjectInEveryFormThatGitStoresItIn(String command) throws IOException {
        GitFixture git = history();
        if (!command.isEmpty()) {
            git.run(command.split(" ", -1));
        }
        git.write("late.txt", "loose\n").commit("Late");
        try (ObjectStore store = open(git)) {
            assertSameObjects(git, store);
        }
    }

    @Test
    void anOpenStoreSurvivesRepackingUnderItsReaders() throws IOException {
        GitFixture git = history();
        git.run("repack", "-d");
        ObjectStore store = open(git);
        ObjectId head = ObjectId.fromString(git.revParse("HEAD"));
        try (ObjectReader reader = store.newReader()) {
            assertThat(reader.open(head).getType()).isEqualTo(Constants.OBJ_COMMIT);
            git.run("gc", "--prune=now");
            assertSameObjects(git, store);
            git.run("repack", "-adf", "--depth=3");
            assertSameObjects(git, store);
            String late = git.write("a", "b").commit("Late");
            assertThat(reader.open(ObjectId.fromString(late)).getType()).isEqualTo(Constants.OBJ_COMMIT);
        }
        store.close();
        assertThat(store.openFiles()).isZero();
    }

    @Test
    void resolvesAbbreviations() throws IOException {
        GitFixture git = history();
        git.run("repack", "-d");
        git.write("late", "late").commit("Late");
        try (ObjectStore store = open(git);
                ObjectReader reader = store.newReader()) {
            for (String line : git.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")) {
                for (int length : new int[] {4, 7, 12, 40}) {
                    List<String> expected = git.lines("rev-parse", "--disambiguate=" + line.substring(0, length));
                    assertThat(reader.resolve(AbbreviatedObjectId.fromString(line.substring(0, length))))
                            .extracting(ObjectId::name)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
                if (line.startsWith("2")) {
                    break; // enough of them: each costs a process
                }
            }
        }
    }

    @Test
    void readsBorrowedObjects() throws IOException {
        GitFixture git = history();
        git.run("gc");
        GitFixture.in(temp).run("clone", "--quiet", "--shared", "work", "borrower");
        GitFixture.in(temp).run("clone", "--quiet", "--shared", "borrower", "second");
        GitFixture second = GitFixture.in(temp.resolve("second"));
        second.write("own", "own").commit("Own");
        try (ObjectStore store = open(second)) {
            assertSameObjects(second, store);
        }
        try (ObjectStore store = ObjectStore.open(temp.resolve("none/objects"), List.of(git.path(".git/objects")))) {
            assertSameObjects(git, store);
        }
    }

    @Test
    void readsShallowHistories() throws IOException {
        GitFixture git = history();
        GitFixture.in(temp).run("clone", "--quiet", "--depth", "3", "file://" + git.folder(), "shallow");
        GitFixture shallow = GitFixture.in(temp.resolve("shallow"));
        try (ObjectStore store = open(shallow);
                RevWalk walk = new RevWalk(store.newReader())) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(shallow.revParse("HEAD"))));
            List<String> found = new ArrayList<>();
            for (RevCommit commit : walk) {
                found.add(commit.name());
            }
            assertThat(found).containsExactlyElementsOf(shallow.lines("rev-list", "HEAD"));
            assertThatThrownBy(() -> walk.parseCommit(ObjectId.fromString(git.revParse("HEAD~5"))))
                    .isInstanceOf(MissingObjectException.class);
        }
    }

    @Test
    void streamsLargeObjects() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        byte[] bytes = new byte[3 << 20];
        new Random(5).nextBytes(bytes);
        git.write("large", bytes).commit("Large");
        ObjectId id = ObjectId.fromString(git.revParse("HEAD:large"));
        for (String command : List.of("status", "gc")) {
            git.run(command);
            try (ObjectStore store = open(git);
                    StoreReader reader = store.newReader()) {
                reader.setStreamFileThreshold(1 << 20);
                var loader = reader.open(id);
                assertThat(loader.isLarge()).isTrue();
                assertThat(loader.getSize()).isEqualTo(bytes.length);
                try (InputStream in = loader.openStream()) {
                    assertThat(Arrays.equals(in.readAllBytes(), bytes)).isTrue();
                }
            }
        }
    }

    @Test
    void readersOfManyThreadsAndInterruptsDoNotDisturbEachOther() throws Exception {
        GitFixture git = history();
        git.run("gc");
        List<String> ids = git.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname)");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ObjectStore store = open(git)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                Callable<Integer> work = () -> {
                    int read = 0;
                    try (ObjectReader reader = store.newReader()) {
                        for (String id : ids) {
                            if (thread % 2 == 0 && read % 7 == 0) {
                                Thread.currentThread().interrupt();
                            }
                            ObjectId wanted = ObjectId.fromString(id);
                            var loader = reader.open(wanted);
                            assertThat(ObjectSink.idFor(loader.getType(), loader.getBytes()))
                                    .isEqualTo(wanted);
                            read++;
                        }
                    }
                    return read;
                };
                results.add(threads.submit(work));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(ids.size());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void damageIsNamedAndNeverAnEndlessLoop() throws IOException {
        GitFixture git = history();
        git.run("gc");
        List<String> ids = git.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname)");
        Path pack;
        try (var files = Files.list(git.path(".git/objects/pack"))) {
            pack = files.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(pack);
        Files.delete(pack);
        Random random = new Random(7);
        int damaged = 0;
        for (int round = 0; round < 30; round++) {
            byte[] broken = whole.clone();
            for (int i = 0; i < 20; i++) {
                broken[12 + random.nextInt(broken.length - 32)] = (byte) random.nextInt();
            }
            Files.write(pack, broken);
            try (ObjectStore store = open(git);
                    ObjectReader reader = store.newReader()) {
                for (String id : ids) {
                    try {
                        reader.open(ObjectId.fromString(id)).getBytes();
                    } catch (IOException expected) {
                        damaged++;
                    }
                }
            }
        }
        assertThat(damaged).isPositive();
    }

    @Test
    void aBrokenLooseObjectIsNamed() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        String id = git.write("a", "content").commit("First");
        Path file = git.path(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        try (ObjectStore store = open(git);
                ObjectReader reader = store.newReader()) {
            assertThatThrownBy(() -> reader.open(ObjectId.fromString(id)))
                    .isInstanceOf(CorruptObjectException.class)
                    .hasMessageContaining(id);
        }
    }

    @Test
    void writtenObjectsAreReadableByGitAndOnlyThenWhenFlushed() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a", "content").commit("First");
        try (ObjectStore store = open(git)) {
            for (int count : new int[] {3, 500}) {
                try (ObjectWriter writer = store.newWriter()) {
                    List<ObjectId> ids = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        ids.add(writer.insert(
                                Constants.OBJ_BLOB, ("x" + count + "/" + i).getBytes(StandardCharsets.UTF_8)));
                    }
                    try (ObjectReader own = writer.newReader();
                            ObjectReader others = store.newReader()) {
                        assertThat(own.has(ids.get(0))).isTrue();
                        assertThat(own.open(ids.get(count - 1)).getBytes())
                                .isEqualTo(("x" + count + "/" + (count - 1)).getBytes(StandardCharsets.UTF_8));
                        assertThat(others.has(ids.get(0))).isFalse();
                    }
                    writer.flush();
                    for (int i = 0; i < count; i += 99) {
                        assertThat(git.run("cat-file", "blob", ids.get(i).name()))
                                .isEqualTo("x" + count + "/" + i);
                    }
                    // a second time nothing is written
                    assertThat(writer.insert(Constants.OBJ_BLOB, ("x" + count + "/0").getBytes(StandardCharsets.UTF_8)))
                            .isEqualTo(ids.get(0));
                    writer.flush();
                }
            }
            assertSameObjects(git, store);
        }
        git.run("fsck", "--strict", "--full");
        assertThat(temporaryFiles(git)).isEmpty();
    }

    @Test
    void aLargeObjectIsStreamedIntoAPackAndKeptOnlyOnce() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        byte[] bytes = new byte[5 << 20];
        new Random(8).nextBytes(bytes);
        try (ObjectStore store = open(git);
                ObjectWriter writer = store.newWriter()) {
            ObjectId id = writer.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes));
            assertThat(writer.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes)))
                    .isEqualTo(id);
            writer.insert(Constants.OBJ_BLOB, new byte[] {1, 2, 3});
            try (ObjectReader reader = writer.newReader();
                    InputStream in = reader.open(id).openStream()) {
                assertThat(Arrays.equals(in.readAllBytes(), bytes)).isTrue();
            }
            writer.flush();
            assertThat(git.run("cat-file", "-s", id.name())).isEqualTo(String.valueOf(bytes.length));
            assertThat(git.path("again")).doesNotExist();
            assertThat(writer.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes)))
                    .isEqualTo(id);
            writer.flush();
        }
        git.run("fsck", "--strict", "--full");
        try (var packs = Files.list(git.path(".git/objects/pack"))) {
            assertThat(packs.filter(file -> file.toString().endsWith(".pack"))).hasSize(1);
        }
        assertThat(temporaryFiles(git)).isEmpty();
    }

    @Test
    void keptPacksSurviveEveryGc() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a", "content").commit("First");
        try (ObjectStore store = open(git);
                ObjectWriter writer = store.newWriter().keeping("rr test")) {
            ObjectId id = writer.insert(Constants.OBJ_BLOB, "no ref holds this".getBytes(StandardCharsets.UTF_8));
            writer.flush();
            git.run("gc", "--prune=now");
            assertThat(git.run("cat-file", "blob", id.name())).isEqualTo("no ref holds this");
            writer.releaseKept();
            git.run("gc", "--prune=now");
            assertThat(git.tryRun("cat-file", "blob", id.name()).exit()).isNotZero();
        }
    }

    @Test
    void manySmallPacksBecomeOneAndNothingIsLost() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a", "content").commit("First");
        git.run("gc");
        List<ObjectId> ids = new ArrayList<>();
        try (ObjectStore store = open(git);
                ObjectStore other = open(git);
                ObjectReader reader = other.newReader()) {
            for (int i = 0; i < 100; i++) {
                try (ObjectWriter writer = store.newWriter().keeping("rr " + i)) {
                    ids.add(writer.insert(Constants.OBJ_BLOB, ("kept " + i).getBytes(StandardCharsets.UTF_8)));
                    writer.flush();
                    writer.releaseKept();
                }
                assertThat(reader.has(ids.get(i / 2))).isTrue();
            }
            try (var packs = Files.list(git.path(".git/objects/pack"))) {
                assertThat(packs.filter(file -> file.toString().endsWith(".pack"))
                                .count())
                        .isLessThan(45);
            }
            for (ObjectId id : ids) {
                assertThat(reader.open(id).getType()).isEqualTo(Constants.OBJ_BLOB);
                assertThat(git.run("cat-file", "blob", id.name())).startsWith("kept ");
            }
            assertSameObjects(git, store);
        }
        git.run("fsck", "--strict", "--full");
        assertThat(temporaryFiles(git)).isEmpty();
        try (var files = Files.list(git.path(".git/objects/pack"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".keep"))).isEmpty();
        }
    }

    @Test
    void aStoreOfItsOwnDoesNotRelyOnWhatItBorrows() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        String blob = git.write("a", "content").commit("First").isEmpty() ? "" : git.revParse("HEAD:a");
        Path store = temp.resolve("store.git");
        GitFixture bare = GitFixture.initBare(store);
        Files.writeString(store.resolve("objects/info/alternates"), git.path(".git/objects") + "\n");
        try (ObjectStore objects = open(bare)) {
            byte[] content = "content".getBytes(StandardCharsets.UTF_8);
            try (ObjectWriter writer = objects.newWriter(ObjectStore.Existing.ANYWHERE)) {
                assertThat(writer.insert(Constants.OBJ_BLOB, content).name()).isEqualTo(blob);
                writer.flush();
                assertThat(bare.lines("count-objects")).containsExactly("0 objects, 0 kilobytes");
            }
            try (ObjectWriter writer = objects.newWriter(ObjectStore.Existing.OWN)) {
                writer.insert(Constants.OBJ_BLOB, content);
                writer.flush();
                assertThat(bare.lines("count-objects").get(0)).startsWith("1 objects");
            }
        }
    }

    @Test
    void whatIsNotFlushedLeavesNothing() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        try (ObjectStore store = open(git);
                ObjectWriter writer = store.newWriter()) {
            for (int i = 0; i < 400; i++) {
                writer.insert(Constants.OBJ_BLOB, ("x" + i).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(temporaryFiles(git)).isEmpty();
        assertThat(git.lines("count-objects")).containsExactly("0 objects, 0 kilobytes");
    }

    private static List<Path> temporaryFiles(GitFixture git) throws IOException {
        try (var files = Files.walk(git.path(".git/objects"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("rr_tmp_"))
                    .toList();
        }
    }

    @Test
    void aCollectionThatPrunesAtOnceTakesNoUnfinishedPack() throws Exception {
        GitFixture git = history();
        try (ObjectStore store = open(git);
                ObjectWriter writer =
                        store.newWriter(ObjectStore.Existing.ANYWHERE).keeping("rr test")) {
            List<ObjectId> ids = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                ids.add(writer.insert(Constants.OBJ_BLOB, ("unfinished " + i).getBytes(StandardCharsets.UTF_8)));
            }
            git.run("gc", "--quiet", "--prune=now");
            writer.flush();
            git.run("gc", "--quiet", "--prune=now");
            for (ObjectId id : ids.subList(0, 20)) {
                assertThat(git.run("cat-file", "-t", id.name())).isEqualTo("blob");
            }
            writer.releaseKept();
        }
    }

    @Test
    void aKeepingWriterDoesNotRelyOnWhatACollectionMayTake() throws Exception {
        GitFixture git = history();
        byte[] bytes = "of an attempt that was refused".getBytes(StandardCharsets.UTF_8);
        try (ObjectStore store = open(git)) {
            try (ObjectWriter first =
                    store.newWriter(ObjectStore.Existing.ANYWHERE).keeping("rr test")) {
                first.insert(Constants.OBJ_BLOB, bytes);
                first.flush();
                first.releaseKept();
            }
            try (ObjectWriter again =
                    store.newWriter(ObjectStore.Existing.ANYWHERE).keeping("rr test")) {
                ObjectId id = again.insert(Constants.OBJ_BLOB, bytes);
                again.flush();
                git.run("gc", "--quiet", "--prune=now");
                assertThat(git.run("cat-file", "-t", id.name())).isEqualTo("blob");
                again.releaseKept();
            }
        }
    }
}
