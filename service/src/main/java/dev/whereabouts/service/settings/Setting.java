package dev.whereabouts.service.settings;

import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.transcript.Recorder;
import dev.whereabouts.ssa.problem.Limits;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting, with its default and range. All bounds are finite. */
public enum Setting {
    /** Bytes of a body as sent, gzip included; not for streams. */
    BODY_BYTES("bytes", 64L << 20, 1, 1L << 40, "a request's body as it is sent"),

    /** Bytes of a body after gzip; not for streams. */
    DECOMPRESSED_BYTES("bytes", 256L << 20, 1, 1L << 40, "a request's body once decompressed"),

    /** Bytes of an NDJSON body after gzip. It is never held whole. */
    STREAM_BYTES("bytes", 16L << 30, 1, 1L << 50, "an NDJSON body, once decompressed"),

    /** Bytes of one answer that is not streamed. */
    ANSWER_BYTES("bytes", 512L << 20, 1, 1L << 40, "an answer that is not a stream"),

    /** Bytes of all bodies and answers that are held at one time. */
    BUFFER_BYTES("bytes", Math.max(Runtime.getRuntime().maxMemory() / 4, 64L << 20),
            "a quarter of the heap, at least 64 MiB",
            1L << 20, 1L << 50, "all bodies and answers held in memory at one time"),

    /** Seconds from a request's first byte to its answer; not for streams. */
    REQUEST_SECONDS("seconds", 60, 1, 86_400, "a request, waiting included"),

    /** Seconds from an NDJSON request's first byte to its last line. */
    STREAM_SECONDS("seconds", 1_800, 1, 86_400, "an NDJSON request, from its first line to its last"),

    /** Requests that are computed at one time. */
    WORKERS("threads", Runtime.getRuntime().availableProcessors(), "the number of processors", 1, 1_024,
            "requests computed at one time"),

    /** Requests that wait for a worker. */
    QUEUE("requests", 64, 0, 100_000, "requests that wait for a worker"),

    /** Apart from {@link #QUEUE}: a stream whose client is slow takes no place there. */
    STREAMS("requests", 64, 1, 100_000, "NDJSON requests that are open at one time"),

    /** Connections that are open at one time, idle ones too. */
    CONNECTIONS("connections", 1_024, 1, 1_000_000,
            "the connections open at one time, each with 128 KB of buffers; further ones wait to be accepted"),

    /** Seconds for which a connection may be silent within a request, or take nothing of its answer. */
    IDLE_SECONDS("seconds", 20, 1, 3_600, "the silence of a client in the middle of a request or an answer"),

    HEADER_BYTES("bytes", 16L << 10, 1_024, 1 << 20, "the request line and the headers of a request together"),

    /** Seconds for which a service that was told to end goes on answering what it has begun to. */
    SHUTDOWN_SECONDS("seconds", 65, 1, 86_400, "a shutdown's wait for the requests that it found"),

    FUNCTIONS("functions", Limits.DEFAULT.functions(), 1, 100_000_000,
            "the functions of one request that is not a stream"),

    FUNCTION_BYTES("bytes", Limits.DEFAULT.functionBytes(), 1, 1L << 40,
            "one function's JSON, or its part of a dump"),

    VALUES("values", Limits.DEFAULT.values(), 1, 100_000_000, "the values of one function"),

    BLOCKS("blocks", Limits.DEFAULT.blocks(), 1, 100_000_000, "the blocks of one function"),

    VARIABLES("variables", Limits.DEFAULT.variables(), 1, 100_000_000, "the variables of one function"),

    SLOTS("slots", Limits.DEFAULT.slots(), 1, 100_000_000, "the slots of one function"),

    NAME_REFERENCES("references", Limits.DEFAULT.nameReferences(), 1, 1_000_000_000,
            "the values in all names of one function"),

    ARGUMENTS("references", Limits.DEFAULT.arguments(), 1, 1_000_000_000,
            "the arguments of all values, and the edges of all blocks, of one function"),

    JSON_DEPTH("levels", Limits.DEFAULT.jsonDepth(), 16, 1_000, "the nesting of JSON"),

    /** Bounds the memory that small values take; those of functions have counts of their own. */
    JSON_TOKENS("tokens", 1_000_000, 1_000, 1_000_000_000,
            "the names, values and brackets of a request about a program or a machine state"),

    TEXT_LENGTH("characters", Limits.DEFAULT.textLength(), 1_024, 1 << 28, "one string or one line"),

    WORK("steps", Limits.DEFAULT.work(), 1, Long.MAX_VALUE / 2, "the analysis of one function, over all passes"),

    STATE_NODES("nodes", Limits.DEFAULT.stateNodes(), 1_000, 1_000_000_000,
            "the block states that one analysis holds, at about 100 bytes each"),

    ENTRIES("entries", Limits.DEFAULT.entries(), 1, 100_000_000, "the entries of all lists of one function"),

    HELD_BYTES("bytes", Limits.DEFAULT.heldBytes(), 1, 1L << 40,
            "the functions of a dump that wait for their listings, together"),

    CODE_BYTES("bytes", Limits.DEFAULT.codeBytes(), 1, 1 << 30, "the machine code in one ELF object"),

    STATE_BYTES("bytes", 16L << 20, 1_024, 1L << 30, "one machine state's JSON in a stream"),

    INSTRUCTIONS("instructions", 20_000_000_000L, 1, Long.MAX_VALUE / 2,
            "the instructions that one emulation executes"),

    GUEST_MEMORY_BYTES("bytes", 512L << 20, 1L << 20, 1L << 36, "the memory that one emulated program touches"),

    GUEST_THREADS("threads", 256, 1, 65_536, "the threads of one emulated program at one time"),

    GUEST_OUTPUT_BYTES("bytes", 16L << 20, 1, 1L << 30, "what one emulated program writes"),

    SCRIPT_BYTES("bytes", ScriptLimits.DEFAULT.bytes(), 1, 1 << 30,
            "a request about a program or a machine state, such as a call script, with the program where that is in it"),

    SCRIPT_DEPTH("levels", ScriptLimits.DEFAULT.depth(), 16, 1_000, "the nesting of a call script's JSON"),

    SCRIPT_TOKENS("tokens", ScriptLimits.DEFAULT.tokens(), 1_000, 1_000_000_000,
            "the names, values and brackets of a call script"),

    SCRIPT_TEXT_LENGTH("characters", ScriptLimits.DEFAULT.textLength(), 1_024, 1 << 28,
            "one name or text of a call script"),

    SCRIPT_CALLS("calls", ScriptLimits.DEFAULT.calls(), 1, 1_000_000, "the calls of a script, nested ones included"),

    SCRIPT_NESTING("levels", ScriptLimits.DEFAULT.nesting(), 1, 100, "the calls of a script in one another"),

    SCRIPT_STEPS("steps", ScriptLimits.DEFAULT.steps(), 1, 1_000_000, "the steps of a script"),

    SCRIPT_INSTRUCTIONS("instructions", ScriptLimits.DEFAULT.instructions(), 1, Long.MAX_VALUE / 2,
            "the instructions that one step of a script executes one by one"),

    SCRIPT_ITEMS("items", ScriptLimits.DEFAULT.items(), 1, 1_000_000,
            "any other list of a script, such as arguments or writes"),

    SCRIPT_WRITE_BYTES("bytes", ScriptLimits.DEFAULT.writeBytes(), 1, 1 << 28,
            "one write, frame or comparison of a script"),

    SCRIPT_RETRIES("tries", ScriptLimits.DEFAULT.retries(), 0, 1_000_000,
            "how often one call of a script is tried again"),

    TRANSCRIPT_EVENTS("events", Recorder.USUAL_EVENTS, 1, 1_000_000,
            "the events of a transcript that are kept; a longer one says that it is cut");

    private final String unit;
    private final long standard;
    private final String standardSaid;
    private final long least;
    private final long most;
    private final String bounds;

    Setting(String unit, long standard, long least, long most, String bounds) {
        this(unit, standard, Long.toString(standard), least, most, bounds);
    }

    Setting(String unit, long standard, String standardSaid, long least, long most, String bounds) {
        this.standardSaid = standardSaid;
        this.unit = unit;
        this.standard = standard;
        this.least = least;
        this.most = most;
        this.bounds = bounds;
    }

    /** The setting with a JSON name, which is also how the readers name the limit that they ran into. */
    public static Optional<Setting> named(String name) {
        return Stream.of(values()).filter(setting -> setting.jsonName().equals(name)).findFirst();
    }

    /** The environment variable, such as {@code WHEREABOUTS_BODY_BYTES}. */
    public String variable() {
        return "WHEREABOUTS_" + name();
    }

    /** The name in answers, such as {@code bodyBytes}. */
    public String jsonName() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.toString();
    }

    public String unit() {
        return unit;
    }

    /** The default. */
    public long standard() {
        return standard;
    }

    /** The default in words, where it follows from the machine, else its digits. */
    public String standardSaid() {
        return standardSaid;
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }

    /** What is bounded, to be read after "the limit of". */
    public String bounds() {
        return bounds;
    }
}
