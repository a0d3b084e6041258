package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.image.Relocation;
import dev.whereabouts.amd64.image.Segment;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Puts a program into memory and makes its first stack, as the kernel does (AMD64 psABI, section 3.4; getauxval(3)). */
final class Loader {

    private static final int PAGE = GuestMemory.PAGE;

    private static final int AT_PHDR = 3;
    private static final int AT_PHENT = 4;
    private static final int AT_PHNUM = 5;
    private static final int AT_PAGESZ = 6;
    private static final int AT_BASE = 7;
    private static final int AT_FLAGS = 8;
    private static final int AT_ENTRY = 9;
    private static final int AT_UID = 11;
    private static final int AT_EUID = 12;
    private static final int AT_GID = 13;
    private static final int AT_EGID = 14;
    private static final int AT_PLATFORM = 15;
    private static final int AT_HWCAP = 16;
    private static final int AT_CLKTCK = 17;
    private static final int AT_SECURE = 23;
    private static final int AT_RANDOM = 25;
    private static final int AT_HWCAP2 = 26;
    private static final int AT_EXECFN = 31;
    private static final int AT_MINSIGSTKSZ = 51;

    /** EDX of CPUID leaf 1 for the baseline: FPU, TSC, MSR, CX8, CMOV, MMX, FXSR, SSE, SSE2. */
    private static final long BASELINE = 0x0780_8131L;
    private static final long CLOCK_TICKS = 100;
    private static final long MIN_SIGNAL_STACK = 2048;

    /** Arguments and environment have at most a quarter of the stack (execve(2)). */
    private static final long MAX_TEXT = AddressSpace.STACK_SIZE / 4;

    private final AddressSpace space;
    private final GuestMemory memory;
    private final Program program;
    private final long bias;

    Loader(AddressSpace space, GuestMemory memory, Program program) {
        this.space = space;
        this.memory = memory;
        this.program = program;
        bias = program.image().isPositionIndependent() ? AddressSpace.LOAD_BIAS : 0;
    }

    long bias() {
        return bias;
    }

    /**
     * Loads the program and sets the registers that it begins with.
     *
     * @param path of the program in the guest's files
     */
    void load(Cpu cpu, String path) {
        Image image = program.image();
        long end = 0;
        for (Segment segment : image.segments()) {
            load(segment, image.bytes());
            end = AddressSpace.roundUp(bias + segment.end());
        }
        for (Relocation relocation : image.relocations()) {
            byte[] word = new byte[Long.BYTES];
            ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).putLong(bias + relocation.target());
            memory.poke(bias + relocation.address(), word, 0, word.length);
        }
        space.startBreak(end);
        space.map(AddressSpace.STACK_END - AddressSpace.STACK_SIZE, AddressSpace.STACK_SIZE,
                GuestMemory.READ | GuestMemory.WRITE);
        cpu.gpr[Cpu.RSP] = stack(path);
        cpu.rip = bias + image.entry();
    }

    private void load(Segment segment, byte[] bytes) {
        long start = bias + segment.address();
        long first = start & -PAGE;
        long end = AddressSpace.roundUp(start + segment.size());
        if (!AddressSpace.isAllowed(first, end - first)) {
            throw new ProgramException("the program has a segment at 0x" + Long.toHexString(start)
                    + ", where nothing can be loaded");
        }
        int access = (segment.readable() ? GuestMemory.READ : 0) | (segment.writable() ? GuestMemory.WRITE : 0)
                | (segment.executable() ? GuestMemory.EXECUTE : 0);
        space.map(first, end - first, access);
        // whole pages of the file, as mmap gives them; only a segment with more memory than file has zeros behind its bytes
        int from = (int) (segment.offset() - (start - first));
        long fileEnd = segment.offset() + segment.fileBytes();
        if (segment.size() == segment.fileBytes()) {
            fileEnd = Math.min(bytes.length, from + AddressSpace.roundUp(fileEnd - from));
        }
        if (segment.fileBytes() > 0) {
            memory.poke(first, bytes, from, (int) fileEnd - from);
        }
    }

    private long stack(String path) {
        long top = AddressSpace.STACK_END - Long.BYTES;
        long size = 0;
        List<byte[]> texts = new ArrayList<>();
        texts.add(GuestText.bytes(path));
        program.environment().forEach(each -> texts.add(GuestText.bytes(GuestText.fromUnicode(each))));
        program.arguments().forEach(each -> texts.add(GuestText.bytes(GuestText.fromUnicode(each))));
        for (byte[] text : texts) {
            size += text.length + 1 + Long.BYTES;
        }
        if (size > MAX_TEXT) {
            throw new ProgramException("arguments and environment have " + size + " bytes with their pointers; "
                    + MAX_TEXT + " is the most");
        }
        List<Long> addresses = new ArrayList<>();
        for (byte[] text : texts) {
            top -= text.length + 1;
            memory.write(top, text, 0, text.length);
            addresses.add(top);
        }
        byte[] platform = GuestText.bytes("x86_64\0");
        top -= platform.length;
        long platformAt = top;
        memory.write(platformAt, platform, 0, platform.length);
        top = top - Program.RANDOM_BYTES & -16;
        long randomAt = top;
        memory.write(randomAt, program.random(), 0, Program.RANDOM_BYTES);
        int environmentCount = program.environment().size();
        List<Long> words = new ArrayList<>();
        words.add((long) program.arguments().size());
        words.addAll(addresses.subList(1 + environmentCount, addresses.size()));
        words.add(0L);
        words.addAll(addresses.subList(1, 1 + environmentCount));
        words.add(0L);
        words.addAll(auxiliaryVector(randomAt, platformAt, addresses.getFirst()));
        long stackPointer = top - 8L * words.size() & -16;
        for (int i = 0; i < words.size(); i++) {
            memory.writeLong(stackPointer + 8L * i, words.get(i));
        }
        return stackPointer;
    }

    private List<Long> auxiliaryVector(long random, long platform, long path) {
        Image.ProgramHeaders headers = program.image().programHeaders();
        List<Long> vector = new ArrayList<>();
        add(vector, AT_HWCAP, BASELINE);
        add(vector, AT_PAGESZ, PAGE);
        add(vector, AT_CLKTCK, CLOCK_TICKS);
        add(vector, AT_PHDR, headers.address() == 0 ? 0 : bias + headers.address());
        add(vector, AT_PHENT, headers.size());
        add(vector, AT_PHNUM, headers.count());
        add(vector, AT_BASE, 0);
        add(vector, AT_FLAGS, 0);
        add(vector, AT_ENTRY, bias + program.image().entry());
        add(vector, AT_UID, Identity.USER);
        add(vector, AT_EUID, Identity.USER);
        add(vector, AT_GID, Identity.USER);
        add(vector, AT_EGID, Identity.USER);
        add(vector, AT_SECURE, 0);
        add(vector, AT_RANDOM, random);
        add(vector, AT_HWCAP2, 0);
        add(vector, AT_EXECFN, path);
        add(vector, AT_PLATFORM, platform);
        add(vector, AT_MINSIGSTKSZ, MIN_SIGNAL_STACK);
        add(vector, 0, 0);
        return vector;
    }

    private static void add(List<Long> vector, int key, long value) {
        vector.add((long) key);
        vector.add(value);
    }
}
