/*
 * Executes single instructions on this machine: reads records of struct state from the standard input until it ends, runs each record's code
 * with the registers and the memory given, and writes the record back with what they are afterwards.
 * Memory is at 0x10000800. RSP cannot be given. A signal ends an instruction; its number is told.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

struct state {
    uint64_t gpr[16];
    uint64_t rflags;
    uint32_t mxcsr;
    uint32_t signal;
    uint8_t ymm[16][32];
    uint8_t memory[128];
    uint8_t code[16];
};

struct state current __attribute__((visibility("hidden")));
uint64_t saved_rsp __attribute__((visibility("hidden")));
uint64_t code_address __attribute__((visibility("hidden"))) = 0x20000000;
uint32_t host_mxcsr __attribute__((visibility("hidden"))) = 0x1f80;

void execute(void);
void executed(void);

__asm__(
    ".text\n.globl execute\n.globl executed\n"
    "execute:\n"
    "push %rbx\npush %rbp\npush %r12\npush %r13\npush %r14\npush %r15\n"
    "mov %rsp, saved_rsp(%rip)\n"
    ".irp n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
    "vmovdqu current+144+32*\\n(%rip), %ymm\\n\n"
    ".endr\n"
    "ldmxcsr current+136(%rip)\n"
    "pushq current+128(%rip)\npopfq\n"
    "mov current+0(%rip), %rax\nmov current+8(%rip), %rcx\nmov current+16(%rip), %rdx\nmov current+24(%rip), %rbx\n"
    "mov current+40(%rip), %rbp\nmov current+48(%rip), %rsi\nmov current+56(%rip), %rdi\n"
    "mov current+64(%rip), %r8\nmov current+72(%rip), %r9\nmov current+80(%rip), %r10\nmov current+88(%rip), %r11\n"
    "mov current+96(%rip), %r12\nmov current+104(%rip), %r13\nmov current+112(%rip), %r14\nmov current+120(%rip), %r15\n"
    "jmp *code_address(%rip)\n"
    "executed:\n"
    "mov %rax, current+0(%rip)\nmov %rcx, current+8(%rip)\nmov %rdx, current+16(%rip)\nmov %rbx, current+24(%rip)\n"
    "mov %rbp, current+40(%rip)\nmov %rsi, current+48(%rip)\nmov %rdi, current+56(%rip)\n"
    "mov %r8, current+64(%rip)\nmov %r9, current+72(%rip)\nmov %r10, current+80(%rip)\nmov %r11, current+88(%rip)\n"
    "mov %r12, current+96(%rip)\nmov %r13, current+104(%rip)\nmov %r14, current+112(%rip)\nmov %r15, current+120(%rip)\n"
    "mov saved_rsp(%rip), %rsp\n"
    "pushfq\npopq current+128(%rip)\n"
    "stmxcsr current+136(%rip)\n"
    ".irp n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
    "vmovdqu %ymm\\n, current+144+32*\\n(%rip)\n"
    ".endr\n"
    "vzeroupper\n"
    "ldmxcsr host_mxcsr(%rip)\n"
    "cld\n"
    "pop %r15\npop %r14\npop %r13\npop %r12\npop %rbp\npop %rbx\n"
    "ret\n");

static void on_signal(int number, siginfo_t *info, void *context) {
    (void)info;
    current.signal = number;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] = (greg_t)executed;
}

int main(void) {
    uint8_t *memory = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    uint8_t *code = mmap((void *)0x20000000, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (memory == MAP_FAILED || code == MAP_FAILED) {
        return 1;
    }
    static uint8_t signal_stack[65536];
    stack_t alternate = {.ss_sp = signal_stack, .ss_size = sizeof signal_stack};
    sigaltstack(&alternate, 0);
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
    int signals[] = {SIGFPE, SIGSEGV, SIGBUS, SIGILL, SIGTRAP};
    for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaction(signals[i], &action, 0);
    }
    uint64_t back = (uint64_t)executed;
    while (fread(&current, sizeof current, 1, stdin) == 1) {
        memcpy(memory + 0x800, current.memory, sizeof current.memory);
        memset(code, 0x90, 16);
        memcpy(code, current.code + 1, current.code[0]);
        memcpy(code + 16, "\xff\x25\x00\x00\x00\x00", 6);
        memcpy(code + 22, &back, 8);
        current.signal = 0;
        execute();
        memcpy(current.memory, memory + 0x800, sizeof current.memory);
        fwrite(&current, sizeof current, 1, stdout);
    }
    return 0;
}
