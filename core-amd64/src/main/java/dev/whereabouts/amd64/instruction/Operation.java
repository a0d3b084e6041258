package dev.whereabouts.amd64.instruction;

/** What an instruction does. */
public enum Operation {
    ADD, OR, ADC, SBB, AND, SUB, XOR, CMP, TEST, MOV, LEA, JCC, JMP, CALL, RET, PUSH, POP, NOP, SYSCALL
}
