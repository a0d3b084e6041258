package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.service.json.RequestReader;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemJson;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.json.LineInput;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Executes what a request asks for, and writes the answer. Holds nothing between requests. */
public final class Emulator {

    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    /** Of each second that a request may take: so the guest's time is over before the request's, and the answer says what ended it. */
    private static final long WALL_MILLISECONDS = 900;

    private final Settings settings;
    private final RequestReader<EmulationRequest> requests;
    private final RequestReader<EmulationRequest> states;
    private final EmulationBounds bounds;
    private final LongConsumer executed;

    /** @param executed is told of each emulation how many instructions it executed */
    public Emulator(Settings settings, LongConsumer executed) {
        this.settings = settings;
        this.executed = executed;
        requests = new RequestReader<>(EmulationRequest.class, settings, Setting.SCRIPT_BYTES);
        states = new RequestReader<>(EmulationRequest.class, settings, Setting.STATE_BYTES);
        bounds = new EmulationBounds(settings.get(Setting.GUEST_MEMORY_BYTES), settings.get(Setting.INSTRUCTIONS));
    }

    /** What a program may use at most. */
    public static Budget most(Settings settings) {
        return Budget.DEFAULT.with(Resource.INSTRUCTIONS, settings.get(Setting.INSTRUCTIONS))
                .with(Resource.MEMORY_BYTES, settings.get(Setting.GUEST_MEMORY_BYTES))
                .with(Resource.THREADS, settings.get(Setting.GUEST_THREADS))
                .with(Resource.OUTPUT_BYTES, settings.get(Setting.GUEST_OUTPUT_BYTES))
                .with(Resource.WALL_MILLISECONDS, settings.get(Setting.REQUEST_SECONDS) * WALL_MILLISECONDS);
    }

    /**
     * Executes one request.
     *
     * @param program an ELF file beside the JSON, if there is one
     * @throws InputException       if it cannot be executed
     * @throws InterruptedException if nobody waits any more
     */
    public void one(InputStream json, Optional<byte[]> program, OutputStream out)
            throws IOException, InterruptedException {
        EmulationRequest request = requests.read(json);
        boolean isProgram = program.isPresent() || request.elf() != null;
        if (isProgram && request.hasState()) {
            throw InputException.invalid(new Place.Pointer(""),
                    "expected a state (memory, registers, instructions) or a program (elf), not both");
        }
        if (program.isPresent() && request.elf() != null) {
            throw InputException.invalid(new Place.Pointer("/elf"), "the program is there twice: here and as a part");
        }
        if (!isProgram && request.hasProgramSettings()) {
            throw InputException.invalid(new Place.Pointer("/elf"),
                    "expected the program that the other fields are about");
        }
        if (isProgram) {
            byte[] elf = program.orElseGet(() -> ProgramEmulation.elf(request));
            ProgramEmulation emulation = new ProgramEmulation(request, elf, most(settings));
            try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
                executed.accept(emulation.run(generator));
            }
        } else {
            state(request, out);
        }
    }

    private void state(EmulationRequest request, OutputStream out) {
        StateEmulation emulation = new StateEmulation(request, bounds);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            executed.accept(emulation.run(generator));
        }
    }

    /** Executes the states in lines of JSON. Each is answered with a line, whatever comes of it; empty lines are skipped. */
    public void lines(InputStream in, String instance, OutputStream out) throws IOException {
        LineInput lines = new LineInput(in);
        while (lines.nextLine()) {
            line(lines, instance, out);
        }
    }

    private void line(InputStream json, String instance, OutputStream out) throws IOException {
        try {
            EmulationRequest request = states.read(json);
            if (request.elf() != null || request.hasProgramSettings()) {
                throw InputException.invalid(new Place.Pointer(""),
                        "expected a state: a program is a request of its own");
            }
            state(request, out);
        } catch (InputException e) {
            try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
                ProblemJson.writeError(Problem.of(e, settings), instance, generator);
            }
        }
        out.write('\n');
    }
}
