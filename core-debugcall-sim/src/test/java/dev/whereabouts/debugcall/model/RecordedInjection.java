package dev.whereabouts.debugcall.model;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.CodePlace;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Does to the model program what a transcript says that the recorder did on hardware, and lists where the two differ in what does not depend on
 * where things lie: statuses, places, SP against the stop, flags, results, panics, reasons, output and end.
 */
final class RecordedInjection {

    private final JsonNode transcript;
    private final ModelTarget target;
    private final List<String> differences = new ArrayList<>();
    private final Deque<Cpu> saved = new ArrayDeque<>();
    private final Deque<Long> pushed = new ArrayDeque<>();
    private final Map<Long, Long> moved = new HashMap<>();
    private long sp0;
    private String called = "";

    RecordedInjection(JsonNode transcript) {
        this.transcript = transcript;
        Site site = Site.labelled(transcript.get("argv").get(1).asString()).orElseThrow();
        target = new ModelTarget(Version.V2, site, Budget.DEFAULT);
    }

    List<String> differences() throws InterruptedException {
        JsonNode site = transcript.get("site");
        JsonNode events = transcript.get("events");
        Pause stop = site == null
                ? target.resume()
                : target.runTo(target.addressOf(function(site)).orElseThrow() + offset(site),
                        transcript.get("hits").asLong());
        boolean isReached = site == null ? stop instanceof Pause.Trapped : stop instanceof Pause.Reached;
        expect("the stop is reached", !events.isNull() && !events.isEmpty(), isReached);
        for (JsonNode event : events) {
            play(event);
        }
        if (transcript.get("outcome").asString().contains("killed by recorder")) {
            expect("left", true, target.resume() instanceof Pause.Trapped);
        } else {
            finish();
        }
        return differences;
    }

    private static String function(JsonNode site) {
        return site.get("sym").asString().replaceFirst("\\+0x.*", "");
    }

    /** The unoptimised build has its loop elsewhere. */
    private long offset(JsonNode site) {
        String symbol = site.get("sym").asString();
        return symbol.equals("main.target+0x55") ? 0xe : Long.decode(symbol.substring(symbol.lastIndexOf('+') + 1));
    }

    private void play(JsonNode event) throws InterruptedException {
        String where = event.get("seq").asInt() + " " + event.get("kind").asString() + " ";
        Cpu cpu = target.cpu();
        switch (event.get("kind").asString()) {
            case "stop_site" -> {
                sp0 = cpu.gpr[Cpu.RSP];
                if (transcript.get("build").asString().equals("opt")) {
                    expect(where + "low bits of SP", number(event.get("regs").get("rsp")) & 0xff,
                            sp0 & 0xff);
                }
            }
            case "inject" -> {
                Cpu copy = new Cpu();
                copy.copyFrom(cpu);
                saved.push(copy);
                pushed.push(cpu.rip);
                write(event, cpu.rip, copy.gpr[Cpu.RSP]);
                cpu.gpr[Cpu.RSP] = copy.gpr[Cpu.RSP] - 8;
                cpu.rip = target.addressOf("runtime.debugCallV2").orElseThrow();
            }
            case "call_setup" -> setUp(event);
            case "trap" -> trap(where, event);
            case "restore" -> {
                Cpu from = saved.pop();
                if (event.get("restored").asBoolean()) {
                    long rip = cpu.rip;
                    long rsp = cpu.gpr[Cpu.RSP];
                    cpu.copyFrom(from);
                    cpu.rip = rip;
                    cpu.gpr[Cpu.RSP] = rsp;
                }
            }
            case "after_restore" -> {
                long pc = pushed.pop();
                long steps = 0;
                do {
                    target.step();
                    steps++;
                } while (cpu.rip != pc && steps < 100);
                expect(where + "steps", event.get("steps_out_of_debugCallV2").asLong(), steps);
                if (transcript.get("build").asString().equals("opt")) {
                    expect(where + "flags", recordedChange(event), "0x" + Long.toHexString(cpu.rflags()));
                }
                if (event.get("depth").asInt() == 0) {
                    expect(where + "SP", 0L, cpu.gpr[Cpu.RSP] - sp0);
                }
            }
            case "left_stopped" -> {
            }
            default -> differences.add("unknown event " + where);
        }
    }

    /** The flags that the return leaves depend on SP alone, which has the same low bits. */
    private static String recordedChange(JsonNode event) {
        return event.get("regs").get("eflags").asString();
    }

    private void write(JsonNode event, long pc, long sp) {
        for (JsonNode write : event.get("writes")) {
            byte[] bytes = HexFormat.of().parseHex(write.get("hex").asString());
            switch (write.get("what").asString()) {
                case "push current pc" -> target.memory().writeLong(sp - 8, pc);
                case "argument frame size at SP-16" -> target.memory().write(sp - 24, bytes, 0, bytes.length);
                default -> {
                    String at = write.get("rel").asString();
                    long address = target.addressOf("main.scratch").orElseThrow()
                            + Long.decode(at.substring(at.indexOf('+') + 1));
                    moved.put(number(write.get("addr")), address);
                    target.memory().write(address, bytes, 0, bytes.length);
                }
            }
        }
    }

    private void setUp(JsonNode event) {
        Cpu cpu = target.cpu();
        called = event.get("fn").asString();
        long sp = cpu.gpr[Cpu.RSP];
        for (JsonNode write : event.get("writes")) {
            byte[] bytes = HexFormat.of().parseHex(write.get("hex").asString());
            if (write.get("what").asString().equals("argument frame at SP")) {
                target.memory().write(sp, bytes, 0, bytes.length);
            }
        }
        event.get("set").properties().stream().filter(each -> !each.getKey().matches("rip|rsp")).forEach(each -> {
            long value = number(each.getValue());
            RegisterName.byName().get(each.getKey().toUpperCase(Locale.ROOT)).write(cpu,
                    new BigInteger(Long.toUnsignedString(translated(each.getKey(), value))));
        });
        cpu.gpr[Cpu.RSP] = sp - 8;
        target.memory().writeLong(sp - 8, cpu.rip);
        String name = event.get("fn_rel").asString().replace("+0x0", "");
        cpu.rip = target.addressOf(name).orElseThrow();
    }

    private long translated(String register, long value) {
        if (called.equals("main.(*T).Add") && register.equals("rax")) {
            return word("main.gT", 0);
        }
        if (called.equals("main.ifaceArg") && value != 0) {
            return word("main.gStr", register.equals("rax") ? 0 : 8);
        }
        return moved.getOrDefault(value, value);
    }

    private long word(String global, int offset) {
        return target.memory().readLong(target.addressOf(global).orElseThrow() + offset);
    }

    private void trap(String where, JsonNode event) throws InterruptedException {
        Pause pause = target.resume();
        if (!(pause instanceof Pause.Trapped)) {
            differences.add(where + "instead: " + pause + " " + new String(target.output(), StandardCharsets.UTF_8));
            return;
        }
        Cpu cpu = target.cpu();
        expect(where + "status", event.get("status").asLong(), cpu.gpr[12]);
        expect(where + "place", event.get("pc_sym").asString(),
                target.placeOf(cpu.rip).map(CodePlace::toString).orElse("?"));
        if (event.get("status").asInt() == 16 || event.get("status").asInt() == 8) {
            JsonNode at = event.get("rel").get("rsp");
            if (at != null) {
                expect(where + "SP", Long.decode(at.asString().substring(3)), cpu.gpr[Cpu.RSP] - sp0);
            }
        }
        if (event.has("reason")) {
            expect(where + "reason", event.get("reason").get("text").asString(), string(cpu.gpr[Cpu.RSP]));
        }
        if (event.has("panic")) {
            panic(where, event.get("panic"), cpu.gpr[Cpu.RSP]);
        }
        if (event.get("status").asInt() == 1 && !called.isEmpty()) {
            results(where, event.get("results"));
        }
        if (event.get("status").asInt() == 0) {
            called = "";
        }
    }

    private void panic(String where, JsonNode panic, long sp) {
        String type = target.typeAt(target.memory().readLong(sp)).orElseThrow().name();
        expect(where + "panic", panic.get("type").asString(), type);
        long data = target.memory().readLong(sp + 8);
        expect(where + "panic value", panic.get("value").asString(), string(data));
    }

    private String string(long header) {
        byte[] bytes = new byte[(int) target.memory().readLong(header + 8)];
        target.memory().read(target.memory().readLong(header), bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void results(String where, JsonNode results) {
        Callee callee = target.calleeAt(target.addressOf(called).orElseThrow()).orElseThrow();
        CallLayout layout = CallLayout.of(callee.signature().orElseThrow(), callee.convention(), GoVersion.NEWEST);
        for (CallLayout.Assigned result : layout.results()) {
            if (result.placement() instanceof Placement.InRegisters registers) {
                registers.pieces().forEach(piece -> inRegister(where + result, piece, results));
            } else if (result.placement() instanceof Placement.OnStack(long offset)) {
                byte[] frame = HexFormat.of().parseHex(results.get("frame").asString());
                byte[] actual = new byte[frame.length];
                target.memory().read(target.cpu().gpr[Cpu.RSP], actual, 0, actual.length);
                expect(where + "frame from " + offset, HexFormat.of().formatHex(frame, (int) offset, frame.length),
                        HexFormat.of().formatHex(actual, (int) offset, frame.length));
            }
        }
    }

    private void inRegister(String where, RegisterPiece piece, JsonNode results) {
        if (piece.type() instanceof PointerType || piece.type().toString().equals("unsafe.Pointer")) {
            return;
        }
        String name = RegisterFile.nameOf(piece.register());
        boolean isVector = name.startsWith("X");
        String sdm = isVector ? "XMM" + name.substring(1) : name.startsWith("R") ? name : "R" + name;
        long actual = RegisterName.byName().get(sdm).read(target.cpu()).longValue();
        long recorded = number(isVector
                ? results.get("floats").get(Integer.parseInt(name.substring(1)))
                : results.get("ints").get(sdm.toLowerCase(Locale.ROOT)));
        long mask = piece.size() == 8 ? -1 : (1L << 8 * piece.size()) - 1;
        expect(where + " " + name, Long.toHexString(recorded & mask), Long.toHexString(actual & mask));
    }

    private void finish() throws InterruptedException {
        Pause pause = target.resume();
        JsonNode exit = transcript.get("exit");
        boolean isExit = exit.get("kind").asString().equals("exit");
        Outcome expected = isExit
                ? new Outcome.Exited(exit.get("code").asInt())
                : new Outcome.Killed(exit.get("signal").asInt());
        expect("end", new Pause.Ended(expected).toString(), pause.toString());
        if (isExit && exit.get("code").asInt() == 0) {
            expect("output", transcript.get("output").asString(), new String(target.output(), StandardCharsets.UTF_8));
        }
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": " + expected + " != " + actual);
        }
    }

    private static long number(JsonNode hex) {
        String text = hex.asString();
        return Long.parseUnsignedLong(text.substring(2), 16);
    }
}
