package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault.Access;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting, stopping, trapping, and code that changes. */
class InterpreterTest {

    /** add rax,1 – cmp rax,10 – jne back – hlt; the comparison and the branch are one step. */
    private static final String LOOP = "4883c001 4883f80a 75f6 f4";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 29, 30})
    void executesExactlyAsManyInstructionsAsAsked(long slice) {
        Machine machine = new Machine(LOOP);
        long executed = 0;
        while (executed < 30) {
            long most = Math.min(slice, 30 - executed);
            assertThat(machine.run(most)).isEqualTo(Exit.BUDGET);
            executed += most;
            assertThat(machine.cpu.executed).isEqualTo(executed);
            assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo((executed + 2) / 3);
        }
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 10);
        assertThat(machine.run(5)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.GENERAL_PROTECTION);
        assertThat(machine.cpu.executed).isEqualTo(30);
    }

    @Test
    void executesNothingWithoutABudget() {
        Machine machine = new Machine(LOOP);
        assertThat(machine.run(0)).isEqualTo(Exit.BUDGET);
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE);
    }

    @Test
    void stopsBeforeAnAddressEachTime() {
        Machine machine = new Machine(LOOP);
        machine.run(6);
        machine.interpreter.stopAt(Machine.CODE + 4);
        for (int turn = 3; turn <= 10; turn++) {
            assertThat(machine.run(1000)).isEqualTo(Exit.STOP);
            assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 4);
            assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(turn);
        }
        machine.interpreter.removeStop(Machine.CODE + 4);
        assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
    }

    @Test
    void saysStopWhereTheBudgetEndsAtOne() {
        Machine machine = new Machine(LOOP);
        machine.interpreter.stopAt(Machine.CODE + 4);
        assertThat(machine.run(1)).isEqualTo(Exit.STOP);
        assertThat(machine.run(1)).isEqualTo(Exit.BUDGET);
    }

    @Test
    void trapsAfterEachInstructionWithTheTrapFlag() {
        Machine machine = new Machine(LOOP);
        machine.cpu.otherFlags |= Flags.TF;
        for (int i = 1; i <= 30; i++) {
            assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
            assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.DEBUG);
            assertThat(machine.cpu.executed).isEqualTo(i);
        }
    }

    @Test
    void trapsAfterTheInstructionThatFollowsPopf() {
        // pushf – or word [rsp],0x100 – popf – inc eax – inc eax
        Machine machine = new Machine("9c 66810c240001 9d ffc0 ffc0");
        assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.DEBUG);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(1);
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 10);
    }

    @Test
    void leavesABreakpointBehindIt() {
        Machine machine = new Machine("ffc0 cc ffc0");
        assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.BREAKPOINT);
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 3);
        assertThat(machine.cpu.executed).isEqualTo(2);
    }

    @Test
    void comesBackForASystemCall() {
        // mov eax,60 – stc – syscall – nop
        Machine machine = new Machine("b83c000000 f9 0f05 90");
        assertThat(machine.run(1000)).isEqualTo(Exit.SYSCALL);
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 8);
        assertThat(machine.cpu.gpr[Cpu.RCX]).isEqualTo(Machine.CODE + 8);
        assertThat(machine.cpu.gpr[11]).isEqualTo(0x203);
        assertThat(machine.cpu.executed).isEqualTo(3);
        machine.cpu.rip = Machine.CODE;
        assertThat(machine.run(2)).isEqualTo(Exit.BUDGET);
        assertThat(machine.run(1)).isEqualTo(Exit.SYSCALL);
    }

    @Test
    void isBeforeTheInstructionThatFaults() {
        // inc eax – mov rbx,[0x1000] – inc eax
        Machine machine = new Machine("ffc0 488b1c2500100000 ffc0");
        assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.PAGE);
        assertThat(machine.interpreter.fault().address()).isEqualTo(0x1000);
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 2);
        assertThat(machine.cpu.executed).isEqualTo(1);
    }

    @Test
    void faultsAtTheFirstByteThatCannotBeFetched() {
        Machine machine = new Machine("");
        long last = Machine.CODE + Machine.CODE_LENGTH - 3;
        machine.put(last, "ffc0 e9");
        machine.cpu.rip = last;
        assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().access()).isEqualTo(Access.EXECUTE);
        assertThat(machine.interpreter.fault().address()).isEqualTo(last + 3);
        assertThat(machine.cpu.rip).isEqualTo(last + 2);
        assertThat(machine.cpu.executed).isEqualTo(1);
    }

    @Test
    void raisesTheStackExceptionForAddressesThroughTheStackOnly() {
        Machine push = new Machine("50");
        push.cpu.gpr[Cpu.RSP] = 1L << 62;
        assertThat(push.run(1)).isEqualTo(Exit.FAULT);
        assertThat(push.interpreter.fault().kind()).isEqualTo(FaultKind.STACK);
        Machine load = new Machine("488b00");
        load.cpu.gpr[Cpu.RAX] = 1L << 62;
        assertThat(load.run(1)).isEqualTo(Exit.FAULT);
        assertThat(load.interpreter.fault().kind()).isEqualTo(FaultKind.GENERAL_PROTECTION);
    }

    @Test
    void executesWhatABlockHasWrittenIntoItself() {
        // mov byte [rip+1],0x43 – (within the same block) mov al,0x11, its operand overwritten – hlt
        Machine machine = new Machine("c6050100000043 b011 f4");
        assertThat(machine.run(1000)).isEqualTo(Exit.FAULT);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(0x43);
        assertThat(machine.cpu.executed).isEqualTo(2);
    }

    @Test
    void executesWhatWasWrittenAheadOfItEachTime() {
        // inc ecx – mov [rip+1],cl – mov al,0 – cmp ecx,100 – jne back – hlt
        Machine machine = new Machine("ffc1 880d01000000 b000 83f964 75f1 f4");
        assertThat(machine.run(10_000)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.GENERAL_PROTECTION);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(100);
        assertThat(machine.cpu.executed).isEqualTo(500);
    }

    @Test
    void noticesWritesToTheSecondPageOfAnInstruction() {
        Machine machine = new Machine("");
        long across = Machine.CODE + GuestMemory.PAGE - 2;
        machine.put(across, "b801000000 f4");
        machine.cpu.rip = across;
        machine.run(1);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(1);
        machine.memory.writeByte(across + 2, 7);
        machine.cpu.rip = across;
        machine.run(1);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(0x701);
    }

    @Test
    void noticesThatCodeIsGone() {
        Machine machine = new Machine(LOOP);
        machine.run(4);
        machine.memory.protect(Machine.CODE, Machine.CODE_LENGTH, GuestMemory.READ);
        assertThat(machine.run(1)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().access()).isEqualTo(Access.EXECUTE);
    }

    @Test
    void readsTheTimeStampExactly() {
        // inc eax – inc eax – rdtsc
        Machine machine = new Machine("ffc0 ffc0 0f31 f4");
        machine.run(1000);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(2);
    }

    @Test
    void keepsTheProgressOfARepetitionThatFaults() {
        // rep stosq
        Machine machine = new Machine("f348ab");
        machine.cpu.gpr[Cpu.RCX] = 100;
        machine.cpu.gpr[Cpu.RDI] = Machine.DATA + GuestMemory.PAGE - 24;
        machine.cpu.gpr[Cpu.RAX] = -1;
        assertThat(machine.run(1)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().address()).isEqualTo(Machine.DATA + GuestMemory.PAGE);
        assertThat(machine.cpu.gpr[Cpu.RCX]).isEqualTo(97);
        assertThat(machine.cpu.gpr[Cpu.RDI]).isEqualTo(Machine.DATA + GuestMemory.PAGE);
        assertThat(machine.memory.readLong(Machine.DATA + GuestMemory.PAGE - 8)).isEqualTo(-1);
        assertThat(machine.cpu.executed).isZero();
    }

    @Test
    void isBeforeTheInstructionThatFindsNoMoreMemory() {
        Machine machine = new Machine("ffc0 488903");
        machine.memory.map(1L << 40, 1L << 30, GuestMemory.READ | GuestMemory.WRITE);
        long at = 1L << 40;
        while (machine.memory.touchedBytes() < 1 << 22) {
            machine.memory.writeByte(at, 1);
            at += GuestMemory.PAGE;
        }
        machine.cpu.gpr[Cpu.RBX] = at;
        assertThatThrownBy(() -> machine.run(10)).isInstanceOf(MemoryLimitException.class);
        assertThat(machine.cpu.rip).isEqualTo(Machine.CODE + 2);
        assertThat(machine.cpu.executed).isEqualTo(1);
    }

    @Test
    void runsSeveralThreadsOnTheSameCode() {
        Machine machine = new Machine(LOOP);
        Cpu other = new Cpu();
        other.copyFrom(machine.cpu);
        for (int i = 0; i < 10; i++) {
            machine.interpreter.run(machine.cpu, 3);
            machine.interpreter.run(other, 2);
        }
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(10);
        assertThat(other.gpr[Cpu.RAX]).isEqualTo(7);
    }

    @Test
    void stopsCountingBlocksWhenThereAreTooMany() {
        // each nop begins a block of its own when it is jumped to: far more steps than are kept
        Machine machine = new Machine("90".repeat(Machine.CODE_LENGTH - 1) + "f4");
        for (int turn = 0; turn < 3; turn++) {
            for (int i = 0; i < Machine.CODE_LENGTH - 1; i++) {
                machine.cpu.rip = Machine.CODE + i;
                assertThat(machine.run(65)).isIn(Exit.BUDGET, Exit.FAULT);
            }
        }
        assertThat(machine.cpu.executed).isPositive();
    }
}
