package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.file.FileSystem;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The files that a guest finds: those of the request, the program, and what {@code /proc} and {@code /sys} tell about the process. */
final class ProcessFiles {

    private static final int EXECUTABLE = 0755;
    private static final int ORDINARY = 0644;

    private final FileSystem files;

    ProcessFiles(FileSystem files) {
        this.files = files;
    }

    /** Where the program's own file is. */
    static String programPath(Program program) {
        String name = program.arguments().isEmpty() ? "program" : program.arguments().getFirst();
        String base = name.substring(name.lastIndexOf('/') + 1);
        boolean isPlain = name.startsWith("/") && !base.isEmpty() && !name.contains("/../") && !name.contains("/./");
        return GuestText
                .fromUnicode(isPlain ? name : "/" + (base.isEmpty() || base.startsWith(".") ? "program" : base));
    }

    /** @throws ProgramException if a path of the request cannot be a file */
    void place(Program program, String path, AddressSpace space, long programStart, Threads threads) {
        program.files().forEach((name, bytes) -> {
            try {
                files.put(GuestText.fromUnicode(name), bytes.clone(), ORDINARY);
            } catch (Failure e) {
                throw new ProgramException("there can be no file \"" + name
                        + "\": a path is absolute, without . and .., and what is above it is no file");
            }
        });
        try {
            files.put(path, program.image().bytes().clone(), EXECUTABLE);
        } catch (Failure e) {
            throw new ProgramException("the program cannot be \"" + path + "\": the files given are in its way");
        }
        String self = "/proc/self";
        files.link("/proc/" + Identity.PROCESS, "self");
        files.link(self + "/exe", path);
        text(self + "/maps", () -> space.maps(path, programStart));
        text(self + "/status", () -> status(program, path, threads));
        text(self + "/cgroup", () -> "0::/\n");
        text(self + "/mountinfo", () -> "1 0 0:1 / / rw - tmpfs none rw\n");
        text(self + "/comm", () -> base(path) + "\n");
        text(self + "/cmdline", () -> String.join("", program.arguments().stream()
                .map(each -> GuestText.fromUnicode(each) + "\0").toList()));
        text("/proc/sys/kernel/osrelease", () -> Identity.RELEASE + "\n");
        text("/proc/sys/vm/overcommit_memory", () -> "0\n");
        text("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", () -> "2097152\n");
        String processors = program.processors() == 1 ? "0\n" : "0-" + (program.processors() - 1) + "\n";
        text("/sys/devices/system/cpu/online", () -> processors);
        text("/sys/devices/system/cpu/possible", () -> processors);
    }

    private void text(String path, Supplier<String> text) {
        files.generate(path, () -> text.get().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String status(Program program, String path, Threads threads) {
        return "Name:\t" + base(path) + "\nState:\tR (running)\nTgid:\t" + Identity.PROCESS + "\nPid:\t"
                + Identity.PROCESS + "\nPPid:\t" + Identity.PARENT + "\nTracerPid:\t0\nUid:\t" + ids() + "\nGid:\t"
                + ids() + "\nThreads:\t" + threads.alive() + "\nCpus_allowed_list:\t0-"
                + (program.processors() - 1) + "\n";
    }

    private static String ids() {
        return (Identity.USER + "\t").repeat(4).trim();
    }
}
