package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One instruction with the state before it and the state that a real processor left behind: {@code ../shared/vectors/README.md}. */
record Vector(JsonNode record) {

    private static final long DATA = 0x10000000;
    private static final int DATA_LENGTH = 0x3000;
    private static final long CONSTANTS = 0x10004000;
    private static final long CODE = 0x20000000;
    private static final int CODE_LENGTH = 0x2000;
    private static final byte INT3 = (byte) 0xcc;
    private static final JsonMapper JSON = new JsonMapper();
    private static final int XMM_WORDS = 2;

    static Stream<Vector> all() {
        Path file = GroundTruth.folder("vectors").resolve("visible.ndjson.gz");
        return GroundTruth.lines(file).map(line -> new Vector(JSON.readTree(line)));
    }

    String group() {
        return record.get("group").asString();
    }

    String form() {
        return record.get("form").asString();
    }

    /** The memory of all vectors, before what is special to one. */
    static GuestMemory memory() {
        GuestMemory memory = new GuestMemory(1 << 20, 100);
        memory.map(DATA, DATA_LENGTH, GuestMemory.READ | GuestMemory.WRITE);
        memory.map(CONSTANTS, GuestMemory.PAGE, GuestMemory.READ);
        memory.map(CODE, CODE_LENGTH, GuestMemory.READ | GuestMemory.EXECUTE);
        byte[] breakpoints = new byte[CODE_LENGTH];
        Arrays.fill(breakpoints, INT3);
        memory.poke(CODE, breakpoints, 0, CODE_LENGTH);
        return memory;
    }

    /** What differs from the recorded state, empty if nothing does. */
    List<String> differences() {
        GuestMemory memory = memory();
        Cpu cpu = new Cpu();
        byte[] expected = new byte[DATA_LENGTH];
        JsonNode in = record.get("in");
        byte[] code = HexFormat.of().parseHex(record.get("bytes").asString());
        long rip = hex(in.get("rip"));
        memory.poke(rip, code, 0, (int) Math.min(code.length, CODE + CODE_LENGTH - rip));
        for (JsonNode run : in.get("mem")) {
            byte[] bytes = HexFormat.of().parseHex(run.get("b").asString());
            memory.poke(hex(run.get("a")), bytes, 0, bytes.length);
            System.arraycopy(bytes, 0, expected, (int) (hex(run.get("a")) - DATA), bytes.length);
        }
        load(cpu, in, rip);
        Cpu before = new Cpu();
        before.copyFrom(cpu);

        Interpreter interpreter = new Interpreter(memory);
        Exit exit = interpreter.run(cpu, 1);

        List<String> differences = new ArrayList<>();
        compareExit(differences, exit, interpreter.fault());
        compareRegisters(differences, before, cpu);
        compareX87(differences, cpu);
        for (JsonNode run : record.get("out").get("mem")) {
            byte[] bytes = HexFormat.of().parseHex(run.get("b").asString());
            System.arraycopy(bytes, 0, expected, (int) (hex(run.get("a")) - DATA), bytes.length);
        }
        byte[] found = new byte[DATA_LENGTH];
        memory.read(DATA, found, 0, DATA_LENGTH);
        int different = Arrays.mismatch(expected, found);
        if (different >= 0 && !hasUndefinedMemory()) {
            int end = Math.min(different + 16, DATA_LENGTH);
            differences.add("memory at " + Long.toHexString(DATA + different) + " "
                    + HexFormat.of().formatHex(found, different, end) + " expected "
                    + HexFormat.of().formatHex(expected, different, end));
        }
        return differences;
    }

    private static void load(Cpu cpu, JsonNode in, long rip) {
        for (int i = 0; i < 16; i++) {
            cpu.gpr[i] = hex(in.get("gpr").get(i));
        }
        cpu.rip = rip;
        cpu.setRflags(hex(in.get("rflags")));
        for (JsonNode register : in.path("xmm")) {
            long[] words = words(register.get("v").asString());
            System.arraycopy(words, 0, cpu.vector, register.get("i").asInt() * 4, words.length);
        }
        if (in.has("fsbase")) {
            cpu.fsBase = hex(in.get("fsbase"));
        }
        if (in.has("mxcsr")) {
            cpu.mxcsr = (int) hex(in.get("mxcsr"));
        }
        if (in.has("x87")) {
            JsonNode x87 = in.get("x87");
            cpu.x87.control = (int) hex(x87.get("fcw"));
            cpu.x87.setStatusWord((int) hex(x87.get("fsw")));
            cpu.x87.full = (int) hex(x87.get("ftw"));
            for (int i = 0; i < 8; i++) {
                String digits = x87.get("st").get(i).asString();
                int register = cpu.x87.top + i & 7;
                String all = "0".repeat(20 - digits.length()) + digits;
                cpu.x87.signExponent[register] = Integer.parseInt(all.substring(0, 4), 16);
                cpu.x87.significand[register] = Long.parseUnsignedLong(all.substring(4), 16);
            }
        }
    }

    private void compareExit(List<String> differences, Exit exit, GuestFault fault) {
        if (!record.has("fault")) {
            if (exit == Exit.FAULT) {
                differences.add("fault " + describe(fault));
            }
            return;
        }
        JsonNode expected = record.get("fault");
        String text = expected.get("exc").asString() + (expected.has("address")
                ? " " + expected.get("access").asString() + " " + Long.toHexString(hex(expected.get("address")))
                : "");
        String found = exit == Exit.FAULT ? describe(fault) : exit.toString();
        if (!found.equals(text)) {
            differences.add("fault " + found + " expected " + text);
        }
    }

    private static String describe(GuestFault fault) {
        if (fault.access() == null) {
            return fault.kind().mnemonic();
        }
        String access = switch (fault.access()) {
            case READ -> "r";
            case WRITE -> "w";
            case EXECUTE -> "x";
        };
        return fault.kind().mnemonic() + " " + access + " " + Long.toHexString(fault.address());
    }

    private void compareRegisters(List<String> differences, Cpu before, Cpu cpu) {
        JsonNode out = record.get("out");
        Map<Integer, Long> general = new TreeMap<>();
        for (JsonNode register : out.get("gpr")) {
            general.put(register.get("i").asInt(), hex(register.get("v")));
        }
        boolean isDestinationUndefined = record.path("undefinedDst").asBoolean(false);
        for (int i = 0; i < 16; i++) {
            long expected = general.getOrDefault(i, before.gpr[i]);
            if (expected != cpu.gpr[i] && !isDestinationUndefined) {
                differences.add("gpr " + i + " " + Long.toHexString(cpu.gpr[i]) + " expected "
                        + Long.toHexString(expected));
            }
        }
        long[] vectors = before.vector.clone();
        for (JsonNode register : out.path("xmm")) {
            long[] words = words(register.get("v").asString());
            System.arraycopy(words, 0, vectors, register.get("i").asInt() * 4, words.length);
        }
        int compared = group().equals("v3") ? 4 : XMM_WORDS;
        for (int i = 0; i < vectors.length; i++) {
            if (i % 4 < compared && vectors[i] != cpu.vector[i] && !isDestinationUndefined) {
                differences.add("vector " + i / 4 + " word " + i % 4 + " " + Long.toHexString(cpu.vector[i])
                        + " expected " + Long.toHexString(vectors[i]));
            }
        }
        long undefined = record.has("undefinedFlags") ? hex(record.get("undefinedFlags")) : 0;
        compare(differences, "rflags", cpu.rflags() & ~undefined, hex(out.get("rflags")) & ~undefined);
        compare(differences, "rip", cpu.rip, hex(out.get("rip")));
        compare(differences, "mxcsr", cpu.mxcsr, hex(out.get("mxcsr")));
    }

    private void compareX87(List<String> differences, Cpu cpu) {
        JsonNode expected = record.get("out").path("x87");
        if (expected.isMissingNode()) {
            return;
        }
        long undefined = record.has("undefinedFsw") ? hex(record.get("undefinedFsw")) : 0;
        compare(differences, "fcw", cpu.x87.control, hex(expected.get("fcw")));
        compare(differences, "fsw", cpu.x87.statusWord() & ~undefined, hex(expected.get("fsw")) & ~undefined);
        compare(differences, "ftw", cpu.x87.full, hex(expected.get("ftw")));
        for (int i = 0; i < 8; i++) {
            int register = cpu.x87.top + i & 7;
            String found = "%04x%016x".formatted(cpu.x87.signExponent[register], cpu.x87.significand[register]);
            String digits = expected.get("st").get(i).asString();
            if (!found.equals("0".repeat(20 - digits.length()) + digits)) {
                differences.add("st" + i + " " + found + " expected " + digits);
            }
        }
    }

    private boolean hasUndefinedMemory() {
        return record.path("undefinedDst").asBoolean(false);
    }

    private static void compare(List<String> differences, String what, long found, long expected) {
        if (found != expected) {
            differences.add(what + " " + Long.toHexString(found) + " expected " + Long.toHexString(expected));
        }
    }

    private static long hex(JsonNode digits) {
        return Long.parseUnsignedLong(digits.asString(), 16);
    }

    /** The words of a register of 32 or 64 digits, the lowest word first. */
    private static long[] words(String digits) {
        int count = digits.length() / 16;
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = Long.parseUnsignedLong(digits, digits.length() - 16 * (i + 1), digits.length() - 16 * i, 16);
        }
        return words;
    }
}
