package dev.whereabouts.debugcall.binary;

import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a transcript says that the recorder did as a call script: the calls by hand, with the recorded registers, frame and memory. */
final class RecordedScript {

    private static final String KILLED = "killed by recorder";

    private final JsonNode transcript;
    private final List<JsonNode> events = new ArrayList<>();
    private int next;

    private RecordedScript(JsonNode transcript) {
        this.transcript = transcript;
        if (!transcript.get("events").isNull()) {
            transcript.get("events").forEach(events::add);
        }
    }

    static CallScript of(JsonNode transcript) {
        return new ScriptReader(ScriptLimits.DEFAULT)
                .read(new RecordedScript(transcript).json().toString().getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode json() {
        ObjectNode script = JsonMapper.shared().createObjectNode();
        ObjectNode stop = script.putObject("stop");
        JsonNode site = transcript.get("site");
        if (site == null) {
            stop.put("trap", true);
        } else {
            stop.put("pc", site.get("pc").asString()).put("hits", transcript.get("hits").asLong());
        }
        ArrayNode calls = script.putArray("calls");
        while (find("inject").isPresent()) {
            call(calls.addObject());
        }
        script.put("then", transcript.get("outcome").asString().contains(KILLED) ? "stop" : "run");
        return script;
    }

    /** The index of the next event of a kind. */
    private Optional<Integer> find(String kind) {
        for (int i = next; i < events.size(); i++) {
            if (events.get(i).get("kind").asString().equals(kind)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private void call(ObjectNode call) {
        next = find("inject").orElseThrow();
        JsonNode inject = events.get(next++);
        int depth = inject.get("depth").asInt();
        call.put("frameSize", "0x" + Long.toHexString(Long.parseUnsignedLong(inject.get("frame_size").asString())));
        ArrayNode writes = call.putArray("writes");
        for (JsonNode write : inject.get("writes")) {
            if (write.get("what").asString().startsWith("string bytes")) {
                writes.addObject().put("at", write.get("rel").asString()).put("bytes", write.get("hex").asString());
            }
        }
        boolean isCalled = false;
        for (; next < events.size(); next++) {
            JsonNode event = events.get(next);
            switch (event.get("kind").asString()) {
                case "inject" -> {
                    if (event.get("depth").asInt() <= depth) {
                        next--;
                        finish(call, isCalled);
                        return;
                    }
                    call(call.withArray("/nested").addObject());
                    next--;
                }
                case "call_setup" -> {
                    isCalled = true;
                    setUp(call, event);
                }
                case "restore" -> {
                    if (!event.get("restored").asBoolean()) {
                        call.put("restore", "none");
                    }
                }
                case "after_restore" -> {
                    next++;
                    finish(call, isCalled);
                    return;
                }
                default -> {
                }
            }
        }
        finish(call, isCalled);
    }

    private void finish(ObjectNode call, boolean isCalled) {
        if (!isCalled) {
            call.put("call", false);
        }
    }

    private static void setUp(ObjectNode call, JsonNode event) {
        ObjectNode registers = call.putObject("registers");
        event.get("set").properties().forEach(each -> {
            if (each.getKey().equals("rip")) {
                call.put("pc", each.getValue().asString());
            } else if (!each.getKey().equals("rsp")) {
                registers.put(each.getKey().toUpperCase(Locale.ROOT), each.getValue().asString());
            }
        });
        for (JsonNode write : event.get("writes")) {
            if (write.get("what").asString().equals("argument frame at SP")) {
                call.put("frame", write.get("hex").asString());
            }
        }
    }
}
