/* Executes one x87 instruction for each record of standard input: operation (1 byte), control word (2), two values (10 each).
   Answers each with a value (10 bytes) and the status word (2). */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) input { uint8_t operation; uint16_t control; uint8_t a[10]; uint8_t b[10]; };
struct __attribute__((packed)) output { uint8_t value[10]; uint16_t status; };

/* ST(0) is a, ST(1) is b; the result is in ST(0) */
#define OF_TWO(code) \
    __asm__ volatile("fninit\n\t fldt %3\n\t fldt %2\n\t fldcw %4\n\t" code "\n\t fnstsw %1\n\t fstpt %0\n\t fninit" \
                     : "=m"(out.value), "=m"(out.status) : "m"(in.a), "m"(in.b), "m"(in.control) : "memory")
#define TO_MEMORY(code) \
    __asm__ volatile("fninit\n\t fldt %2\n\t fldcw %3\n\t" code " %0\n\t fnstsw %1\n\t fninit" \
                     : "=m"(out.value), "=m"(out.status) : "m"(in.a), "m"(in.control) : "memory")
#define FROM_MEMORY(code) \
    __asm__ volatile("fninit\n\t fldcw %3\n\t" code " %2\n\t fnstsw %1\n\t fstpt %0\n\t fninit" \
                     : "=m"(out.value), "=m"(out.status) : "m"(in.a), "m"(in.control) : "memory")

int main(void) {
    struct input in;
    while (fread(&in, sizeof in, 1, stdin) == 1) {
        struct output out;
        memset(&out, 0, sizeof out);
        switch (in.operation) {
        case 0: OF_TWO("fadd %%st(1), %%st"); break;
        case 1: OF_TWO("fsub %%st(1), %%st"); break;
        case 2: OF_TWO("fmul %%st(1), %%st"); break;
        case 3: OF_TWO("fdiv %%st(1), %%st"); break;
        case 4: OF_TWO("fsqrt"); break;
        case 5: OF_TWO("frndint"); break;
        case 6: OF_TWO("fscale"); break;
        case 7: OF_TWO("fprem"); break;
        case 8: OF_TWO("fprem1"); break;
        case 9: OF_TWO("f2xm1"); break;
        case 10: OF_TWO("fyl2x"); break;
        case 11: OF_TWO("fyl2xp1"); break;
        case 12: OF_TWO("fpatan"); break;
        case 13: OF_TWO("fcom"); break;
        case 14: OF_TWO("fucom"); break;
        case 15: OF_TWO("fxam"); break;
        case 16: TO_MEMORY("fstps"); break;
        case 17: TO_MEMORY("fstpl"); break;
        case 18: TO_MEMORY("fistps"); break;
        case 19: TO_MEMORY("fistpl"); break;
        case 20: TO_MEMORY("fistpll"); break;
        case 21: TO_MEMORY("fisttpll"); break;
        case 22: TO_MEMORY("fbstp"); break;
        case 23: FROM_MEMORY("flds"); break;
        case 24: FROM_MEMORY("fldl"); break;
        case 25: FROM_MEMORY("fildll"); break;
        case 26: OF_TWO("fxtract\n\t fstp %%st(0)"); break;
        case 27: OF_TWO("fsin"); break;
        case 28: OF_TWO("fcos"); break;
        case 29: OF_TWO("fptan\n\t fstp %%st(0)"); break;
        case 30: OF_TWO("fstp %%st(0)\n\t fstp %%st(0)\n\t fldpi"); break;
        case 31: OF_TWO("fstp %%st(0)\n\t fstp %%st(0)\n\t fldl2t"); break;
        case 32: OF_TWO("fstp %%st(0)\n\t fstp %%st(0)\n\t fldl2e"); break;
        case 33: OF_TWO("fstp %%st(0)\n\t fstp %%st(0)\n\t fldlg2"); break;
        case 34: OF_TWO("fstp %%st(0)\n\t fstp %%st(0)\n\t fldln2"); break;
        default: return 1;
        }
        fwrite(&out, sizeof out, 1, stdout);
    }
    return 0;
}
