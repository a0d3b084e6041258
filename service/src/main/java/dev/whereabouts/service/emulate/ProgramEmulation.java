package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.image.ImageException;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.linux.GuestProcess;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.ProgramException;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Runs a program. */
final class ProgramEmulation {

    private static final List<String> NAMELESS = List.of("program");

    private final GuestProcess process;

    /**
     * @param elf   the program
     * @param most  what a request may ask for at most
     * @throws InputException if the program cannot be run as the request says
     */
    ProgramEmulation(EmulationRequest request, byte[] elf, Budget most) {
        try {
            Program program = Program.of(Image.read(elf), arguments(request));
            if (request.env() != null) {
                program = program.withEnvironment(request.env().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
            }
            if (request.stdin() != null) {
                program = program.withInput(request.stdin().getBytes(StandardCharsets.UTF_8));
            }
            if (request.files() != null) {
                program = program.withFiles(files(request.files()));
            }
            if (request.random() != null) {
                program = program.withRandom(random(request.random()));
            }
            process = new GuestProcess(program, budget(request, most), FeatureLevel.V3);
        } catch (ImageException e) {
            throw InputException.invalid(new Place.Pointer("/elf"), e.getMessage());
        } catch (ProgramException e) {
            throw InputException.invalid(new Place.Pointer(""), e.getMessage());
        }
    }

    /** The program in a request's JSON. */
    static byte[] elf(EmulationRequest request) {
        return base64(request.elf(), "/elf");
    }

    private static List<String> arguments(EmulationRequest request) {
        if (request.argv() == null) {
            return NAMELESS;
        }
        if (request.argv().isEmpty() || request.argv().contains(null)) {
            throw InputException.invalid(new Place.Pointer("/argv"),
                    "expected strings, of which the first is the program's own name");
        }
        return request.argv();
    }

    private static Map<String, byte[]> files(Map<String, String> given) {
        Map<String, byte[]> files = new HashMap<>();
        given.forEach((path, contents) -> files.put(path, base64(contents, "/files/" + Place.Pointer.escaped(path))));
        return files;
    }

    private static byte[] random(String hex) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            if (bytes.length == Program.RANDOM_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException noHex) {
            // is reported below, like a wrong number of bytes
        }
        throw InputException.invalid(new Place.Pointer("/random"),
                "expected " + Program.RANDOM_BYTES + " bytes, two hexadecimal digits each");
    }

    private static Budget budget(EmulationRequest request, Budget most) {
        Budget budget = most;
        if (request.limits() != null) {
            for (Map.Entry<String, Long> limit : request.limits().entrySet()) {
                Place place = new Place.Pointer("/limits/" + Place.Pointer.escaped(limit.getKey()));
                Resource resource = Resource.labelled(limit.getKey()).orElseThrow(
                        () -> InputException.invalid(place, "expected one of " + Resource.labels()));
                if (limit.getValue() == null || limit.getValue() < 0 || limit.getValue() > most.of(resource)) {
                    throw InputException.invalid(place, "expected a number from 0 to " + most.of(resource));
                }
                budget = budget.with(resource, limit.getValue());
            }
        }
        return budget;
    }

    private static byte[] base64(String text, String pointer) {
        try {
            if (text != null) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException noBase64) {
            // is reported below, like text that is missing
        }
        throw InputException.invalid(new Place.Pointer(pointer), "expected base64");
    }

    /**
     * Runs it to its end, and writes what became of it.
     *
     * @return how many instructions it executed
     * @throws InterruptedException if nobody waits any more
     */
    long run(JsonGenerator json) throws InterruptedException {
        Outcome outcome = process.run();
        json.writeStartObject();
        switch (outcome) {
            case Outcome.Exited(int code) -> end(json, "exited", code, null);
            case Outcome.Killed killed -> end(json, "killed", null, killed.signalName());
            case Outcome.Deadlocked() -> end(json, "deadlocked", null, null);
            case Outcome.BudgetExhausted(Resource resource) -> {
                end(json, "budget-exhausted", null, null);
                json.writeStringProperty("budget", resource.label());
            }
        }
        output(json, "stdout", process.output().standard());
        output(json, "stderr", process.output().error());
        json.writeNumberProperty("instructions", process.instructions());
        json.writeNumberProperty("threads", process.threads());
        json.writeStringProperty("traceHash", HexFormat.of().toHexDigits(process.traceHash()));
        json.writeObjectPropertyStart("unknownSystemCalls");
        process.unknownCalls().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
        return process.instructions();
    }

    private static void end(JsonGenerator json, String outcome, Integer exitCode, String signal) {
        json.writeStringProperty("outcome", outcome);
        if (exitCode == null) {
            json.writeNullProperty("exitCode");
        } else {
            json.writeNumberProperty("exitCode", exitCode);
        }
        json.writeStringProperty("signal", signal);
    }

    /** As text; where it is no UTF-8, as base64 beside it. */
    private static void output(JsonGenerator json, String name, byte[] bytes) {
        json.writeStringProperty(name, new String(bytes, StandardCharsets.UTF_8));
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            json.writeStringProperty(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
