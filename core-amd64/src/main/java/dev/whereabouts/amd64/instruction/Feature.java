package dev.whereabouts.amd64.instruction;

/** What CPUID reports instructions by. The table of encodings has the names in lower case. */
public enum Feature {
    /** What every processor with 64-bit mode has. */
    BASE, X87, MMX, SSE, SSE2, SSE3, SSSE3, SSE41, SSE42, POPCNT, LZCNT, BMI1, BMI2, MOVBE, ADX, AVX, AVX2, FMA, F16C, AES, PCLMULQDQ, SHA, RDRAND, RDSEED, RDTSCP, RDPID, FSGSBASE, XSAVE, XSAVEOPT, XSAVEC, CLFLUSHOPT, CLWB, SERIALIZE
}
