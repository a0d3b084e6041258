package dev.whereabouts.amd64.linux.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths lead where path_resolution(7) says, and files are what was written. */
class FileSystemTest {

    private static final int CREATE = FileSystem.CREATE | OpenFile.READ_WRITE;

    private final FileSystem files = new FileSystem(1 << 20, new RandomBytes(new byte[16]));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String contents(String path) {
        byte[] into = new byte[100];
        int count = files.open(null, path, 0, 0).read(into, into.length);
        return new String(into, 0, count, StandardCharsets.UTF_8);
    }

    private static void assertFails(int errno, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.errno()).isEqualTo(errno));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b/c", "//a///b/./c", "/a/x/../b/c", "/../a/b/c", "/direct", "/around", "/a/up/a/b/c"})
    void findsAFile(String path) {
        files.put("/a/b/c", bytes("here"), 0644);
        files.makeDirectory(null, "/a/x");
        files.link("/direct", "/a/b/c");
        files.link("/around", "a/x/../../direct");
        files.link("/a/up", "..");
        assertThat(contents(path)).isEqualTo("here");
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "/b, 2", "/a/b/c/d, 20", "/a/b/c/, 20", "/loop, 40", "/a/none/../b/c, 2", "/dangling, 2"})
    void tellsWhyThereIsNone(String path, int errno) {
        files.put("/a/b/c", bytes("here"), 0644);
        files.link("/loop", "/loop");
        files.link("/dangling", "/nowhere");
        assertFails(errno, () -> files.open(null, path, 0, 0));
    }

    @Test
    void createsFilesAsAsked() {
        OpenFile file = files.open(null, "/new", CREATE | FileSystem.EXCLUSIVE, 0600);
        file.write(bytes("one two"), 7);
        assertThat(contents("/new")).isEqualTo("one two");
        assertFails(Errno.EEXIST, () -> files.open(null, "/new", CREATE | FileSystem.EXCLUSIVE, 0600));
        files.open(null, "/new", OpenFile.WRITE_ONLY | OpenFile.APPEND, 0).write(bytes("!"), 1);
        assertThat(contents("/new")).isEqualTo("one two!");
        assertThat(file.seek(-3, 2)).isEqualTo(5);
        file.resize(3);
        file.write(bytes("x"), 1);
        assertThat(contents("/new")).isEqualTo("one\0\0x");
        files.open(null, "/new", OpenFile.WRITE_ONLY | FileSystem.TRUNCATE, 0);
        assertThat(contents("/new")).isEmpty();
        assertFails(Errno.EBADF, () -> files.open(null, "/new", 0, 0).write(bytes("x"), 1));
        assertFails(Errno.EISDIR, () -> files.open(null, "/tmp", OpenFile.WRITE_ONLY, 0));
    }

    @Test
    void listsDirectories() {
        files.put("/d/b", bytes(""), 0644);
        files.put("/d/a/x", bytes(""), 0644);
        OpenDirectory directory = (OpenDirectory) files.open(null, "/d", FileSystem.MUST_BE_DIRECTORY, 0);
        assertThat(directory.remaining()).extracting(OpenDirectory.Entry::name).containsExactly(".", "..", "a", "b");
        directory.advance(3);
        assertThat(directory.remaining()).extracting(OpenDirectory.Entry::name).containsExactly("b");
        assertFails(Errno.ENOTDIR, () -> files.open(null, "/d/b", FileSystem.MUST_BE_DIRECTORY, 0));
    }

    @Test
    void removesAndRenames() {
        files.put("/d/a", bytes("a"), 0644);
        files.put("/d/b", bytes("b"), 0644);
        assertFails(Errno.ENOTEMPTY, () -> files.remove(null, "/d", true));
        assertFails(Errno.EISDIR, () -> files.remove(null, "/d", false));
        assertFails(Errno.ENOTDIR, () -> files.remove(null, "/d/a", true));
        OpenFile open = files.open(null, "/d/b", 0, 0);
        files.rename(null, "/d/a", null, "/d/b");
        assertThat(contents("/d/b")).isEqualTo("a");
        assertThat(open.read(new byte[9], 9)).isOne();
        files.remove(null, "/d/b", false);
        files.remove(null, "/d", true);
        assertFails(Errno.ENOENT, () -> files.status(null, "/d", true));
    }

    @Test
    void walksFromTheCurrentDirectory() {
        files.put("/d/e/f", bytes("f"), 0644);
        files.changeDirectory(null, "d/e");
        assertThat(files.currentDirectory()).isEqualTo("/d/e");
        assertThat(contents("f")).isEqualTo("f");
        assertThat(contents("../e/f")).isEqualTo("f");
        OpenFile base = files.open(null, "/d", 0, 0);
        assertThat(files.status(base, "e/f", true).size()).isOne();
    }

    @Test
    void freesWhatIsRemovedAndClosed() {
        for (int i = 0; i < 10; i++) {
            OpenFile file = files.open(null, "/tmp/scratch", CREATE, 0600);
            file.retain();
            file.writeAt(900_000, bytes("x"), 1);
            files.remove(null, "/tmp/scratch", false);
            assertThat(file.status().size()).isEqualTo(900_001);
            file.release();
        }
    }

    @Test
    void boundsAllBytes() {
        OpenFile file = files.open(null, "/big", CREATE, 0600);
        assertThatThrownBy(() -> file.writeAt(1 << 20, bytes("x"), 1)).isInstanceOf(BudgetException.class);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 1 << 20; i++) {
                files.makeDirectory(null, "/d" + i);
            }
        }).isInstanceOf(BudgetException.class);
    }

    @Test
    void hasDevices() {
        byte[] some = new byte[16];
        assertThat(files.open(null, "/dev/null", 2, 0).read(some, 16)).isZero();
        assertThat(files.open(null, "/dev/urandom", 0, 0).read(some, 16)).isEqualTo(16);
        byte[] same = new byte[16];
        new RandomBytes(new byte[16]).fill(same, 16);
        assertThat(some).isEqualTo(same).isNotEqualTo(new byte[16]);
        assertFails(Errno.ENOSPC, () -> files.open(null, "/dev/full", 1, 0).write(some, 1));
    }

    @Test
    void passesBytesThroughPipes() {
        OpenFile[] ends = files.pipe(0);
        ends[0].retain();
        ends[1].retain();
        assertFails(Errno.EAGAIN, () -> ends[0].read(new byte[4], 4));
        byte[] much = new byte[100_000];
        much[65_535] = 7;
        assertThat(ends[1].write(much, much.length)).isEqualTo(65_536);
        assertFails(Errno.EAGAIN, () -> ends[1].write(much, 1));
        assertThat(ends[0].read(much, 4095)).isEqualTo(4095);
        assertFails(Errno.EAGAIN, () -> ends[1].write(much, 4096));
        assertThat(ends[1].events()).isZero();
        ends[1].release();
        assertThat(ends[0].events()).isEqualTo(OpenFile.POLLIN | OpenFile.POLLHUP);
        assertThat(ends[0].read(much, 100_000)).isEqualTo(61_441);
        assertThat(much[61_440]).isEqualTo((byte) 7);
        assertThat(ends[0].read(much, 1)).isZero();
    }

    @Test
    void reportsEdgesOnceAndLevelsAlways() {
        EventCounter counter = new EventCounter(0, false, 0);
        EventPoll poll = new EventPoll(0);
        poll.add(3, counter, OpenFile.POLLIN | 1 << 31, 33);
        poll.add(4, counter, OpenFile.POLLIN, 44);
        assertThat(poll.take(9)).isEmpty();
        counter.write(new byte[]{2, 0, 0, 0, 0, 0, 0, 0}, 8);
        List<EventPoll.Event> both = poll.take(9);
        assertThat(both).containsExactlyInAnyOrder(new EventPoll.Event(1, 33), new EventPoll.Event(1, 44));
        assertThat(poll.take(9)).containsExactly(new EventPoll.Event(1, 44));
        counter.write(new byte[]{1, 0, 0, 0, 0, 0, 0, 0}, 8);
        assertThat(poll.take(9)).hasSize(2);
        byte[] count = new byte[8];
        counter.read(count, 8);
        assertThat(count[0]).isEqualTo((byte) 3);
        assertThat(poll.take(9)).isEmpty();
        poll.modify(4, counter, OpenFile.POLLOUT | 1 << 30, 55);
        assertThat(poll.take(9)).containsExactly(new EventPoll.Event(OpenFile.POLLOUT, 55));
        assertThat(poll.take(9)).isEmpty();
        assertFails(Errno.EPERM, () -> poll.add(5, files.open(null, "/tmp", 0, 0), 1, 0));
        assertFails(Errno.EEXIST, () -> poll.add(4, counter, 1, 0));
    }
}
