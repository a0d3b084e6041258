package dev.whereabouts.debugcall.binary;

import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.GroundTruth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The recorded binaries, and programs of them in the environment of the recordings. */
final class Fixture {

    private static final Map<String, GoBinary> BINARIES = new ConcurrentHashMap<>();

    /** As the README of the ground truth says. */
    private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "GODEBUG=asyncpreemptoff=1",
            "GOMAXPROCS=1", "GOGC=off");

    private Fixture() {}

    /** @param build {@code opt} or {@code noopt} */
    static GoBinary binary(String build) {
        return BINARIES.computeIfAbsent(build, name -> GoBinary.read(file(name)));
    }

    static byte[] file(String build) {
        return GroundTruth.unpacked(GroundTruth.folder("debugcall/bin").resolve("fixture." + build + ".gz"));
    }

    static GoProgram program(String build, String site) {
        return program(binary(build), List.of("fixture." + build, site), ENVIRONMENT);
    }

    static GoProgram program(GoBinary binary, List<String> arguments, List<String> environment) {
        Program program = Program.of(binary.image(), arguments).withEnvironment(environment);
        return new GoProgram(binary, program, Budget.DEFAULT);
    }
}
