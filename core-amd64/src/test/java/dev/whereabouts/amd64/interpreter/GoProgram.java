package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Functions of the compiled program {@code ../shared/elf/cpu}, called by themselves: no operating system, and no runtime but for allocation. */
final class GoProgram {

    private static final long STACK = 0x7000_0000_0000L;
    private static final int STACK_LENGTH = 1 << 20;
    private static final long HEAP = 0xc0_0000_0000L;
    private static final long HEAP_LENGTH = 1 << 28;
    /** Where functions return to: nothing is mapped there. */
    private static final long RETURN = 0x10_0000;
    private static final int G = 14;

    final GuestMemory memory = new GuestMemory(1L << 30, 1000);
    final Interpreter interpreter = new Interpreter(memory);
    final Cpu cpu = new Cpu();
    private final Map<String, Long> symbols = new HashMap<>();
    private final long allocation;
    private long heapEnd = HEAP;

    GoProgram() throws IOException {
        byte[] file;
        try (var in = new GZIPInputStream(Files.newInputStream(GroundTruth.folder("elf").resolve("cpu.gz")))) {
            file = in.readAllBytes();
        }
        ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        load(elf, file);
        readSymbols(elf, file);
        memory.map(STACK, STACK_LENGTH, GuestMemory.READ | GuestMemory.WRITE);
        memory.map(HEAP, HEAP_LENGTH, GuestMemory.READ | GuestMemory.WRITE);
        allocation = symbols.get("runtime.makeslice");
        interpreter.stopAt(allocation);
        interpreter.stopAt(RETURN);
    }

    private void load(ByteBuffer elf, byte[] file) {
        int headers = (int) elf.getLong(0x20);
        for (int i = 0; i < elf.getShort(0x38); i++) {
            int header = headers + i * elf.getShort(0x36);
            if (elf.getInt(header) == 1) {
                long start = elf.getLong(header + 0x10) & -GuestMemory.PAGE;
                long end = elf.getLong(header + 0x10) + elf.getLong(header + 0x28) + GuestMemory.PAGE - 1
                        & -GuestMemory.PAGE;
                memory.map(start, end - start, GuestMemory.READ | GuestMemory.WRITE | GuestMemory.EXECUTE);
                memory.poke(elf.getLong(header + 0x10), file, (int) elf.getLong(header + 8),
                        (int) elf.getLong(header + 0x20));
            }
        }
    }

    private void readSymbols(ByteBuffer elf, byte[] file) {
        int sections = (int) elf.getLong(0x28);
        for (int i = 0; i < elf.getShort(0x3c); i++) {
            int section = sections + i * 64;
            if (elf.getInt(section + 4) == 2) {
                int names = (int) elf.getLong(sections + elf.getInt(section + 0x28) * 64 + 0x18);
                int from = (int) elf.getLong(section + 0x18);
                for (int at = from; at < from + elf.getLong(section + 0x20); at += 24) {
                    int start = names + elf.getInt(at);
                    int end = start;
                    while (file[end] != 0) {
                        end++;
                    }
                    symbols.put(new String(file, start, end - start, StandardCharsets.UTF_8), elf.getLong(at + 8));
                }
            }
        }
    }

    /** Zeroed memory, rounded up to whole pages. */
    long allocate(long bytes) {
        long at = heapEnd;
        heapEnd += bytes + GuestMemory.PAGE - 1 & -GuestMemory.PAGE;
        memory.discard(at, heapEnd - at);
        return at;
    }

    /** Calls a function with arguments in registers, as Go does. @return RAX */
    long call(String function, long... arguments) {
        int[] registers = {Cpu.RAX, Cpu.RBX, Cpu.RCX, Cpu.RDI};
        for (int i = 0; i < arguments.length; i++) {
            cpu.gpr[registers[i]] = arguments[i];
        }
        cpu.gpr[Cpu.RSP] = STACK + STACK_LENGTH - 64;
        memory.writeLong(cpu.gpr[Cpu.RSP], RETURN);
        // g, whose third word is the limit of the stack
        cpu.gpr[G] = STACK;
        memory.writeLong(STACK + 16, STACK + 4096);
        cpu.rip = symbols.get(function);
        while (true) {
            Exit exit = interpreter.run(cpu, 1_000_000);
            if (exit == Exit.STOP && cpu.rip == RETURN) {
                return cpu.gpr[Cpu.RAX];
            }
            if (exit == Exit.STOP) {
                allocateSlice();
            } else if (exit != Exit.BUDGET) {
                throw new AssertionError(exit + " " + interpreter.fault().kind() + " at " + Long.toHexString(cpu.rip));
            }
        }
    }

    /** runtime.makeslice(type, length, capacity), with the size of an element from the first word of the type. */
    private void allocateSlice() {
        long bytes = memory.readLong(cpu.gpr[Cpu.RAX]) * cpu.gpr[Cpu.RCX];
        cpu.gpr[Cpu.RAX] = allocate(bytes);
        cpu.rip = memory.readLong(cpu.gpr[Cpu.RSP]);
        cpu.gpr[Cpu.RSP] += 8;
    }

    void reset() {
        heapEnd = HEAP;
    }
}
