package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Programs put together by chance from what is executed in one step leave, after whatever number of instructions, what the same instructions leave
 * one by one: also where they fault, branch into the middle of each other, or write over themselves.
 */
class FusedStepTest {

    private static final int PROGRAMS = 4000;
    private static final int FRAGMENTS = 24;
    private static final int MOST = 300;
    private static final long LIMIT = 1L << 47;

    private static final List<String> IDIOMS = List.of(
            // push rbp – mov rbp,rsp – sub rsp,16; the same with rsp pushed, with rbx
            "554889e54883ec10", "544889e54883ec10", "534889e34883ec08",
            // add rsp,16 – pop rbp – ret; add rsp,8 – pop rbx – ret; pop rsp – ret; call +0
            "4883c4105dc3", "4883c4085bc3", "4883c4085cc3", "e800000000",
            // a sum, a comparison: cmp rax,rbx; cmp rcx,10; cmp eax,ebx
            "48ffc04839d8", "4801c14883f90a", "48ffc939d8", "488d5403084839d0",
            // a sum or two – and of it with a constant; and of another register
            "4889d883e007", "488d430583e007", "48ffc34889d883e00f", "4889d84883e0f8", "48ffc04889d383e007",
            // imul – add; of the product with itself; rol – xor, of the same register too
            "480fafc34801d0", "480fafc34801c0", "c1c01a31c3", "c1c01a31c0", "c1c000 31d8",
            // one by one: moves, loads, stores, counting and flags
            "4889d8", "48ffc0", "48ffc9", "4801d8", "4883c305", "4883ee03", "83e007", "4839d8", "4883f80a", "39d8",
            "85c0", "4885db", "38d8", "803f05", "483b07", "488907", "488b07", "880f", "4889470b", "11d8", "f9");

    @Test
    void leavesWhatItsInstructionsLeaveOneByOne() {
        Random random = new Random(31);
        for (int program = 0; program < PROGRAMS; program++) {
            String code = code(random);
            Machine together = new Machine(code);
            Machine apart = new Machine(code);
            start(together.cpu, random, code.length() / 2);
            apart.cpu.copyFrom(together.cpu);
            compare(together, apart, random, code);
        }
    }

    private static void compare(Machine together, Machine apart, Random random, String code) {
        int executed = 0;
        Exit exit = Exit.BUDGET;
        while (executed < MOST && exit == Exit.BUDGET) {
            int slice = 1 + random.nextInt(random.nextBoolean() ? 8 : MOST);
            exit = together.run(slice);
            Exit expected = Exit.BUDGET;
            for (int i = 0; i < slice && expected == Exit.BUDGET; i++) {
                expected = apart.run(1);
            }
            assertThat(exit).as(code).isEqualTo(expected);
            assertThat(together.cpu.executed).as(code).isEqualTo(apart.cpu.executed);
            assertThat(together.cpu.rip).as(code).isEqualTo(apart.cpu.rip);
            assertThat(together.cpu.gpr).as(code).isEqualTo(apart.cpu.gpr);
            assertThat(together.cpu.rflags()).as(code).isEqualTo(apart.cpu.rflags());
            assertThat(fault(together)).as(code).isEqualTo(fault(apart));
            assertThat(Arrays.equals(contents(together), contents(apart))).as(code).isTrue();
            executed += slice;
        }
    }

    private static List<Object> fault(Machine machine) {
        return machine.interpreter.fault() == null
                ? List.of()
                : List.of(machine.interpreter.fault().kind(), machine.interpreter.fault().address(),
                        Objects.toString(machine.interpreter.fault().access()));
    }

    private static byte[] contents(Machine machine) {
        byte[] bytes = new byte[Machine.CODE_LENGTH + GuestMemory.PAGE];
        machine.memory.peek(Machine.CODE, bytes, 0, Machine.CODE_LENGTH);
        machine.memory.peek(Machine.DATA, bytes, Machine.CODE_LENGTH, GuestMemory.PAGE);
        return bytes;
    }

    private static String code(Random random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < FRAGMENTS; i++) {
            if (random.nextInt(3) == 0) {
                int distance = random.nextInt(5) == 0 ? -random.nextInt(40) : random.nextInt(16);
                code.append(HexFormat.of().toHexDigits((byte) (0x70 + random.nextInt(16))))
                        .append(HexFormat.of().toHexDigits((byte) distance));
            } else {
                code.append(IDIOMS.get(random.nextInt(IDIOMS.size())).replace(" ", ""));
            }
        }
        return code.append("f4").toString();
    }

    private static void start(Cpu cpu, Random random, int length) {
        for (int register = 0; register < 16; register++) {
            cpu.gpr[register] = switch (random.nextInt(5)) {
                case 0 -> random.nextInt(24) - 12;
                case 1 -> random.nextLong();
                case 2 -> Machine.CODE + random.nextInt(length);
                default -> Machine.DATA + random.nextInt(GuestMemory.PAGE);
            };
        }
        cpu.gpr[Cpu.RSP] = switch (random.nextInt(8)) {
            case 0 -> Machine.CODE + random.nextInt(length);
            case 1 -> Machine.DATA + random.nextInt(24);
            case 2 -> Machine.DATA + GuestMemory.PAGE - random.nextInt(24);
            case 3 -> LIMIT + random.nextInt(48) - 24;
            default -> Machine.DATA + random.nextInt(GuestMemory.PAGE);
        };
    }
}
