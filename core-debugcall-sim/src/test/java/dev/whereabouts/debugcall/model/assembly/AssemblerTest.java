package dev.whereabouts.debugcall.model.assembly;

import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.disassembly.IntelSyntax;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Assembler.Scalar;
import dev.whereabouts.debugcall.model.assembly.Assembler.Sse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssemblerTest {

    private static final long BASE = 0x401000;

    private static byte[] assembled(Consumer<Assembler> body) {
        Assembler out = new Assembler();
        body.accept(out);
        return out.assemble(BASE);
    }

    private static Arguments form(String expected, Consumer<Assembler> body) {
        return Arguments.of(expected, body);
    }

    static Stream<Arguments> forms() {
        Xmm x1 = new Xmm(1);
        Xmm x9 = new Xmm(9);
        Label data = Label.at("data", 0x500000);
        return Stream.of(form("mov rax,r12", out -> out.move(Gpr.RAX, Gpr.R12)),
                form("mov r12,0x10", out -> out.move(Gpr.R12, 16)),
                form("mov rbx,0xffffffffffffffff", out -> out.move(Gpr.RBX, -1)),
                form("mov r13d,0x5", out -> out.moveUnsigned(Gpr.R13, 5)),
                form("movabs r9,0x7e0000000000", out -> out.moveWide(Gpr.R9, 0x7e0000000000L)),
                form("mov r11,QWORD PTR [rsp+0x40]", out -> out.load(Gpr.R11, at(Gpr.RSP, 0x40))),
                form("mov QWORD PTR [rsp+0x90],rax", out -> out.store(at(Gpr.RSP, 0x90), Gpr.RAX)),
                form("mov rax,QWORD PTR [rbp]", out -> out.load(Gpr.RAX, at(Gpr.RBP))),
                form("mov rax,QWORD PTR [r13]", out -> out.load(Gpr.RAX, at(Gpr.R13))),
                form("mov rax,QWORD PTR [r12]", out -> out.load(Gpr.RAX, at(Gpr.R12))),
                form("mov rdx,QWORD PTR [rsi+rcx*8]", out -> out.load(Gpr.RDX, at(Gpr.RSI, Gpr.RCX, 8, 0))),
                form("mov QWORD PTR [r8+r9*8-0x80],r10", out -> out.store(at(Gpr.R8, Gpr.R9, 8, -128), Gpr.R10)),
                form("mov rax,QWORD PTR fs:0xfffffffffffffff8",
                        out -> out.load(Gpr.RAX, new MemoryOperand.ThreadLocal(-8))),
                form("mov QWORD PTR [rsp+0x8],0x14", out -> out.store(at(Gpr.RSP, 8), 20)),
                form("movzx ecx,BYTE PTR [rax]", out -> out.loadUnsigned(Gpr.RCX, at(Gpr.RAX), 1)),
                form("movzx r8d,WORD PTR [rax]", out -> out.loadUnsigned(Gpr.R8, at(Gpr.RAX), 2)),
                form("mov ecx,DWORD PTR [rax]", out -> out.loadUnsigned(Gpr.RCX, at(Gpr.RAX), 4)),
                form("mov BYTE PTR [rdi],dl", out -> out.store(at(Gpr.RDI), Gpr.RDX, 1)),
                form("mov BYTE PTR [rdi],sil", out -> out.store(at(Gpr.RDI), Gpr.RSI, 1)),
                form("mov WORD PTR [rdi],r9w", out -> out.store(at(Gpr.RDI), Gpr.R9, 2)),
                form("mov DWORD PTR [rdi],eax", out -> out.store(at(Gpr.RDI), Gpr.RAX, 4)),
                form("lea r12,[rsp-0x88]", out -> out.address(Gpr.R12, at(Gpr.RSP, -0x88))),
                form("lea rax,[rip+0xfeff9]", out -> out.address(Gpr.RAX, at(data))),
                form("mov QWORD PTR [rip+0xfeff5],0x1", out -> out.store(at(data), 1)),
                form("add rdx,rsi", out -> out.alu(Alu.ADD, Gpr.RDX, Gpr.RSI)),
                form("cmp rax,0x20", out -> out.alu(Alu.CMP, Gpr.RAX, 0x20)),
                form("cmp rax,0x80", out -> out.alu(Alu.CMP, Gpr.RAX, 0x80)),
                form("cmp rcx,0x186a0", out -> out.alu(Alu.CMP, Gpr.RCX, 100_000)),
                form("cmp rsp,QWORD PTR [r14+0x10]", out -> out.alu(Alu.CMP, Gpr.RSP, at(Gpr.R14, 16))),
                form("add QWORD PTR [rax],rbx", out -> out.alu(Alu.ADD, at(Gpr.RAX), Gpr.RBX)),
                form("xor ecx,ecx", out -> out.clear(Gpr.RCX)), form("xor r12d,r12d", out -> out.clear(Gpr.R12)),
                form("sub rsp,0x98", out -> out.moveStack(-0x98)),
                form("add rsp,0xffffffffffffff80", out -> out.moveStack(-128)),
                form("sub rsp,0xffffffffffffff80", out -> out.moveStack(128)),
                form("add rsp,0x20", out -> out.moveStack(0x20)),
                form("test rax,rax", out -> out.test(Gpr.RAX, Gpr.RAX)),
                form("inc r9", out -> out.increment(Gpr.R9)), form("dec rdx", out -> out.decrement(Gpr.RDX)),
                form("inc QWORD PTR [rbx]", out -> out.increment(at(Gpr.RBX))),
                form("idiv rbx", out -> out.divide(Gpr.RBX)), form("cqo", Assembler::extendRax),
                form("imul rax,rdx", out -> out.multiply(Gpr.RAX, Gpr.RDX)),
                form("call rax", out -> out.call(Gpr.RAX)), form("call r12", out -> out.call(Gpr.R12)),
                form("push rbp", out -> out.push(Gpr.RBP)), form("push r12", out -> out.push(Gpr.R12)),
                form("pop rbp", out -> out.pop(Gpr.RBP)), form("pop r9", out -> out.pop(Gpr.R9)),
                form("ret", Assembler::ret), form("int3", Assembler::trap), form("syscall", Assembler::syscall),
                form("nop", Assembler::nop),
                form("rep movs BYTE PTR [rdi],BYTE PTR [rsi]", Assembler::copyBytes),
                form("repz cmps BYTE PTR [rsi],BYTE PTR [rdi]", Assembler::compareBytes),
                form("movsd xmm9,QWORD PTR [rsp+0x8]", out -> out.load(Scalar.DOUBLE, x9, at(Gpr.RSP, 8))),
                form("movss DWORD PTR [r8],xmm1", out -> out.store(Scalar.SINGLE, at(Gpr.R8), x1)),
                form("mulsd xmm1,xmm9", out -> out.sse(Sse.MUL, Scalar.DOUBLE, x1, x9)),
                form("addss xmm1,DWORD PTR [rax]", out -> out.sse(Sse.ADD, Scalar.SINGLE, x1, at(Gpr.RAX))),
                form("divsd xmm9,QWORD PTR [r9]", out -> out.sse(Sse.DIV, Scalar.DOUBLE, x9, at(Gpr.R9))),
                form("movaps xmm1,xmm9", out -> out.move(x1, x9)), form("xorps xmm9,xmm9", out -> out.xor(x9, x9)),
                form("cvttsd2si rsi,xmm9", out -> out.truncate(Gpr.RSI, x9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsAsWritten(String expected, Consumer<Assembler> body) {
        byte[] code = assembled(body);
        assertThat(new Decoder().decode(Arrays.copyOf(code, 15), 15, BASE)).isInstanceOfSatisfying(Instruction.class,
                instruction -> {
                    assertThat(instruction.length()).isEqualTo(code.length);
                    assertThat(IntelSyntax.of(instruction)).isEqualTo(expected);
                });
    }

    @Test
    void setccGivesZeroOrOne() {
        assertThat(assembled(out -> out.set(Condition.EQUAL, Gpr.RSI))).asHexString()
                .isEqualTo("400F94C6400FB6F6");
    }

    /** 127 bytes are the most that a short branch can go forward, 128 back. */
    @Test
    void branchesAreShortWhereTheyReach() {
        assertThat(HexFormat.of().formatHex(assembled(out -> forward(out, 127)), 0, 2)).isEqualTo("eb7f");
        assertThat(HexFormat.of().formatHex(assembled(out -> forward(out, 128)), 0, 5)).isEqualTo("e980000000");
        assertThat(back(126)).endsWith("7480");
        assertThat(back(127)).endsWith("0f847bffffff");
    }

    private static void forward(Assembler out, int distance) {
        Label end = new Label("end");
        out.jump(end);
        for (int i = 0; i < distance; i++) {
            out.nop();
        }
        out.place(end);
    }

    private static String back(int distance) {
        return HexFormat.of().formatHex(assembled(out -> {
            Label start = new Label("start");
            out.place(start);
            for (int i = 0; i < distance; i++) {
                out.nop();
            }
            out.jump(Condition.EQUAL, start);
        }));
    }

    @Test
    void callsReachLabelsOnBothSides() {
        byte[] code = assembled(out -> {
            Label function = new Label("function");
            out.call(function);
            out.align(16);
            out.place(function);
            out.ret();
            out.call(function);
        });
        assertThat(HexFormat.of().formatHex(code)).isEqualTo("e80b000000" + "cc".repeat(11) + "c3" + "e8faffffff");
    }

    @Test
    void mistakesAreToldWhileTheProgramIsWritten() {
        Label nowhere = new Label("nowhere");
        assertThatThrownBy(() -> assembled(out -> out.call(nowhere))).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> assembled(out -> {
            Label twice = new Label("twice");
            out.place(twice);
            out.place(twice);
        })).hasMessageContaining("twice");
        assertThatThrownBy(nowhere::address).hasMessageContaining("nowhere");
    }
}
