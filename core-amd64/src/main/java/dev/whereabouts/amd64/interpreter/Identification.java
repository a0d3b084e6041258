package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;

/** CPUID (SDM volume 2): the vendor is nobody, so that programs go by the feature bits and not by a list of models. */
final class Identification {

    private static final int BASIC_LEAVES = 0xd;
    private static final long EXTENDED = 0x80000000L;
    private static final long EXTENDED_LEAVES = EXTENDED + 8;

    // leaf 1, EDX: FPU TSC CX8 CMOV CLFSH MMX FXSR SSE SSE2
    private static final int LEAF1_EDX = 1 | 1 << 4 | 1 << 8 | 1 << 15 | 1 << 19 | 1 << 23 | 1 << 24 | 1 << 25
            | 1 << 26;
    // leaf 1, ECX: SSE3 SSSE3 CX16 SSE4.1 SSE4.2 POPCNT
    private static final int LEAF1_ECX_V2 = 1 | 1 << 9 | 1 << 13 | 1 << 19 | 1 << 20 | 1 << 23;
    // FMA MOVBE XSAVE OSXSAVE AVX
    private static final int LEAF1_ECX_V3 = LEAF1_ECX_V2 | 1 << 12 | 1 << 22 | 1 << 26 | 1 << 27 | 1 << 28;
    // leaf 7, EBX: BMI1 AVX2 BMI2
    private static final int LEAF7_EBX_V3 = 1 << 3 | 1 << 5 | 1 << 8;
    // leaf 80000001h, EDX: SYSCALL NX RDTSCP LM
    private static final int EXTENDED1_EDX = 1 << 11 | 1 << 20 | 1 << 27 | 1 << 29;
    private static final int LAHF = 1;
    private static final int LZCNT = 1 << 5;

    private Identification() {}

    static void execute(Cpu cpu, FeatureLevel level) {
        long leaf = cpu.gpr[Cpu.RAX] & 0xffffffffL;
        int part = (int) cpu.gpr[Cpu.RCX];
        if (leaf == 0) {
            answer(cpu, BASIC_LEAVES, text("Wher"), text("uts "), text("eabo"));
        } else if (leaf == 1) {
            answer(cpu, 0, 0x800, level == FeatureLevel.V3
                    ? LEAF1_ECX_V3
                    : level == FeatureLevel.V2 ? LEAF1_ECX_V2 : 0, LEAF1_EDX);
        } else if (leaf == 7 && part == 0) {
            answer(cpu, 0, level == FeatureLevel.V3 ? LEAF7_EBX_V3 : 0, 0, 0);
        } else if (leaf == 0xd && level == FeatureLevel.V3) {
            state(cpu, part);
        } else if (leaf == EXTENDED) {
            answer(cpu, (int) EXTENDED_LEAVES, 0, 0, 0);
        } else if (leaf == EXTENDED + 1) {
            answer(cpu, 0, 0, level == FeatureLevel.V3 ? LAHF | LZCNT : LAHF, EXTENDED1_EDX);
        } else if (leaf == EXTENDED + 8) {
            // 48 bits of virtual addresses, 40 of physical ones
            answer(cpu, 48 << 8 | 40, 0, 0, 0);
        } else {
            answer(cpu, 0, 0, 0, 0);
        }
    }

    /** The layout of XSAVE: the area's size, and where AVX has its part. */
    private static void state(Cpu cpu, int part) {
        switch (part) {
            case 0 -> answer(cpu, 7, 0x340, 0x340, 0);
            case 2 -> answer(cpu, 0x100, 0x240, 0, 0);
            default -> answer(cpu, 0, 0, 0, 0);
        }
    }

    private static int text(String four) {
        return four.charAt(0) | four.charAt(1) << 8 | four.charAt(2) << 16 | four.charAt(3) << 24;
    }

    /** In the order of the manual. The vendor's name is in EBX, EDX, ECX. */
    private static void answer(Cpu cpu, int eax, int ebx, int ecx, int edx) {
        cpu.gpr[Cpu.RAX] = eax & 0xffffffffL;
        cpu.gpr[Cpu.RBX] = ebx & 0xffffffffL;
        cpu.gpr[Cpu.RCX] = ecx & 0xffffffffL;
        cpu.gpr[Cpu.RDX] = edx & 0xffffffffL;
    }
}
