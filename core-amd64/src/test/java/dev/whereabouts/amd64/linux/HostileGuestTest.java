package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.image.ElfSketch;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest that takes without end is ended by its budget, which the outcome names. */
@Timeout(60)
class HostileGuestTest {

    private static final int WRITE = 1;
    private static final int MMAP = 9;
    private static final int PIPE = 22;
    private static final int PAUSE = 34;
    private static final int CLONE = 56;
    private static final int EXIT = 60;
    private static final int DUP = 32;
    private static final int OPEN = 2;
    private static final long THREAD = 0x50f00;
    private static final long ANONYMOUS = 0x22;

    private final GuestCode code = new GuestCode();

    private static Budget budget(Resource resource, long bound) {
        return Budget.DEFAULT.with(Resource.INSTRUCTIONS, 20_000_000).with(resource, bound);
    }

    private static Outcome exhausted(Resource resource) {
        return new Outcome.BudgetExhausted(resource);
    }

    @Test
    void loopsWithoutEnd() throws InterruptedException {
        GuestProcess process = code.jump(code.here()).process(budget(Resource.INSTRUCTIONS, 1_000_003));
        assertThat(process.run()).isEqualTo(exhausted(Resource.INSTRUCTIONS));
        assertThat(process.instructions()).isEqualTo(1_000_003);
    }

    @Test
    void takesTooLong() throws InterruptedException {
        Budget budget = Budget.DEFAULT.with(Resource.INSTRUCTIONS, Long.MAX_VALUE)
                .with(Resource.WALL_MILLISECONDS, 200);
        long start = System.nanoTime();
        assertThat(code.jump(code.here()).run(budget)).isEqualTo(exhausted(Resource.WALL_MILLISECONDS));
        assertThat(System.nanoTime() - start).isBetween(200_000_000L, 20_000_000_000L);
    }

    @Test
    void startsThreadsWithoutEnd() throws InterruptedException {
        GuestProcess process = code.call(CLONE, THREAD, ElfSketch.DATA + 4096).jump(ElfSketch.CODE)
                .process(budget(Resource.THREADS, 50));
        assertThat(process.run()).isEqualTo(exhausted(Resource.THREADS));
        assertThat(process.threads()).isEqualTo(50);
    }

    @Test
    void mapsTerabytes() throws InterruptedException {
        assertThat(code.call(MMAP, 0, 1L << 38, 3, ANONYMOUS, -1, 0).jump(ElfSketch.CODE).run(Budget.DEFAULT))
                .isEqualTo(exhausted(Resource.MAPPED_BYTES));
    }

    @Test
    void reservesTerabytes() throws InterruptedException {
        GuestProcess process = code.call(MMAP, 0, 1L << 44, 0, ANONYMOUS, -1, 0).exit(3).process(Budget.DEFAULT);
        assertThat(process.run()).isEqualTo(new Outcome.Exited(3));
        assertThat(process.memory().touchedBytes()).isLessThan(1 << 20);
    }

    @Test
    void touchesMemoryWithoutEnd() throws InterruptedException {
        code.call(MMAP, 1L << 32, 1L << 36, 3, ANONYMOUS, -1, 0);
        // MOV RCX, RAX; loop: MOV [RCX], AL; ADD RCX, 4096
        code.bytes(0x48, 0x89, 0xc1);
        long loop = code.here();
        code.bytes(0x88, 0x01, 0x48, 0x81, 0xc1, 0x00, 0x10, 0x00, 0x00).jump(loop);
        GuestProcess process = code.process(budget(Resource.MEMORY_BYTES, 16 << 20));
        assertThat(process.run()).isEqualTo(exhausted(Resource.MEMORY_BYTES));
        assertThat(process.memory().touchedBytes()).isLessThanOrEqualTo(16 << 20);
    }

    @Test
    void repeatsAStringInstructionOverAllMemory() throws InterruptedException {
        code.call(MMAP, 1L << 32, 1L << 36, 3, ANONYMOUS, -1, 0);
        // MOV RDI, RAX; MOV RCX, -1; REP STOSB
        code.bytes(0x48, 0x89, 0xc7, 0x48, 0xc7, 0xc1, 0xff, 0xff, 0xff, 0xff, 0xf3, 0xaa);
        assertThat(code.run(budget(Resource.MEMORY_BYTES, 16 << 20))).isEqualTo(exhausted(Resource.MEMORY_BYTES));
    }

    @Test
    void makesMappingsWithoutEnd() throws InterruptedException {
        code.call(MMAP, 0, 4096, 1, ANONYMOUS, -1, 0).call(MMAP, 0, 4096, 3, ANONYMOUS, -1, 0).jump(ElfSketch.CODE);
        assertThat(code.run(budget(Resource.MAPPINGS, 1000))).isEqualTo(exhausted(Resource.MAPPINGS));
    }

    @Test
    void writesWithoutEnd() throws InterruptedException {
        GuestProcess process = code.call(WRITE, 1, ElfSketch.CODE, 30).jump(ElfSketch.CODE)
                .process(budget(Resource.OUTPUT_BYTES, 100_000));
        assertThat(process.run()).isEqualTo(exhausted(Resource.OUTPUT_BYTES));
        assertThat(process.output().standard()).hasSize(100_000);
    }

    @Test
    void opensFilesWithoutEnd() throws InterruptedException {
        assertThat(code.call(DUP, 1).jump(ElfSketch.CODE).run(budget(Resource.OPEN_FILES, 100)))
                .isEqualTo(exhausted(Resource.OPEN_FILES));
    }

    @Test
    void holdsDataInPipesWithoutEnd() throws InterruptedException {
        assertThat(code.call(PIPE, ElfSketch.DATA).jump(ElfSketch.CODE)
                .run(budget(Resource.FILE_SYSTEM_BYTES, 1 << 20))).isEqualTo(exhausted(Resource.FILE_SYSTEM_BYTES));
    }

    @Test
    void fillsAFileWithoutEnd() throws InterruptedException {
        // the path is the byte that follows: "a"
        code.call(OPEN, ElfSketch.CODE + 64, 0101, 0644);
        code.jump(ElfSketch.CODE + 66);
        while (code.here() < ElfSketch.CODE + 64) {
            code.bytes(0x90);
        }
        code.bytes('a', 0);
        long loop = code.here();
        code.call(WRITE, 3, ElfSketch.CODE, 4096).jump(loop);
        assertThat(code.run(budget(Resource.FILE_SYSTEM_BYTES, 1 << 20)))
                .isEqualTo(exhausted(Resource.FILE_SYSTEM_BYTES));
    }

    @Test
    void recursesWithoutEnd() throws InterruptedException {
        // CALL itself: the stack ends, as it does natively
        assertThat(code.bytes(0xe8, 0xfb, 0xff, 0xff, 0xff).run(Budget.DEFAULT)).isEqualTo(new Outcome.Killed(11));
    }

    @Test
    void waitsForNobody() throws InterruptedException {
        assertThat(code.call(PAUSE).run(Budget.DEFAULT)).isEqualTo(new Outcome.Deadlocked());
    }

    @Test
    void endsItsOnlyThread() throws InterruptedException {
        assertThat(code.call(EXIT, 7).run(Budget.DEFAULT)).isEqualTo(new Outcome.Exited(7));
    }

    @Test
    void executesGarbage() throws InterruptedException {
        Random random = new Random(4);
        for (int run = 0; run < 300; run++) {
            GuestCode garbage = new GuestCode();
            for (int i = 0; i < 200; i++) {
                garbage.bytes(random.nextInt(256));
            }
            Outcome outcome = garbage.run(Budget.DEFAULT.with(Resource.INSTRUCTIONS, 10_000)
                    .with(Resource.MEMORY_BYTES, 4 << 20));
            assertThat(outcome).isNotNull();
        }
    }

    @Test
    void makesEverySystemCallWithSillyArguments() throws InterruptedException {
        long[] silly = {0, 1, -1, 3, 4096, ElfSketch.DATA, ElfSketch.CODE, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 47,
                0x10_0000, -4096};
        Random random = new Random(7);
        for (int number = 0; number < 460; number++) {
            GuestCode calls = new GuestCode();
            for (int i = 0; i < 30; i++) {
                long[] arguments = new long[6];
                for (int j = 0; j < arguments.length; j++) {
                    arguments[j] = silly[random.nextInt(silly.length)];
                }
                calls.call(number, arguments);
            }
            Outcome outcome = calls.exit(0).run(Budget.DEFAULT.with(Resource.INSTRUCTIONS, 10_000)
                    .with(Resource.MEMORY_BYTES, 64 << 20));
            assertThat(outcome).isNotNull();
        }
    }

    @Test
    void isCancelledByAnInterrupt() {
        GuestProcess process = code.jump(code.here()).process(Budget.DEFAULT);
        Thread.currentThread().interrupt();
        assertThatThrownBy(process::run).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
