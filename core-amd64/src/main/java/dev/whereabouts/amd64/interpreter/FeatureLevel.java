package dev.whereabouts.amd64.interpreter;

/** What CPUID reports, in the steps of the x86-64 psABI (section 3.1.1, micro-architecture levels). */
public enum FeatureLevel {
    /** CMOV, CMPXCHG8B, FPU, FXSR, MMX, SYSCALL, SSE, SSE2. */
    V1,
    /** CMPXCHG16B, LAHF, POPCNT, SSE3 to SSE4.2. */
    V2,
    /** AVX, AVX2, BMI1, BMI2, FMA, LZCNT, MOVBE, XSAVE. */
    V3
}
