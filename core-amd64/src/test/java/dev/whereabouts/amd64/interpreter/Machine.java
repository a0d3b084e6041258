package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.HexFormat;

/** A thread, its interpreter, two pages of code that may be written, and a page of stack that is the data too. */
final class Machine {

    static final long CODE = 0x40_0000;
    static final long DATA = 0x60_0000;
    static final int CODE_LENGTH = 2 * GuestMemory.PAGE;

    final GuestMemory memory = new GuestMemory(1 << 22, 100);
    final Cpu cpu = new Cpu();
    final Interpreter interpreter = new Interpreter(memory);

    Machine(String code) {
        memory.map(CODE, CODE_LENGTH, GuestMemory.READ | GuestMemory.WRITE | GuestMemory.EXECUTE);
        memory.map(DATA, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.WRITE);
        put(CODE, code);
        cpu.rip = CODE;
        cpu.gpr[Cpu.RSP] = DATA + GuestMemory.PAGE;
    }

    void put(long address, String code) {
        byte[] bytes = HexFormat.of().parseHex(code.replace(" ", ""));
        memory.poke(address, bytes, 0, bytes.length);
    }

    Exit run(long instructions) {
        return interpreter.run(cpu, instructions);
    }
}
