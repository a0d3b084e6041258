package dev.whereabouts.ssa.gossafunc.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the placement, each in the smallest function that needs it. */
class PlacementTest {

    private static final Pattern MADE = Pattern.compile("\\s*([vb]\\d+)?\\s*(\\d+) \\((\\S+)\\)\t(.*)");
    private static final Pattern PLACED = Pattern.compile("(\\d+) \\((\\S+)\\)\t(.*)");

    private static final BlockLayout ONE_BLOCK = new BlockLayout(1, List.of(2, 3, 4));

    @Test
    void valueEndsWhereTheNextInstructionBegins() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             b1     00002 (1)	PCDATA	$3, $1
             v2     00003 (2)	MOVQ	AX, BX
             v4     00004 (2)	ADDQ	AX, BX
             b1     00005 (3)	RET
                    00006 (?)	END
            """, """
            p.F STEXT size=11 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $0-8
            0 (1)	FUNCDATA	$0, a(SB)
            0 (1)	PCDATA	$3, $1
            0 (2)	MOVQ	AX, BX
            3 (2)	ADDQ	AX, BX
            6 (3)	RET
            """, ONE_BLOCK);

        assertThat(pcs(placement, 1, 3)).containsExactly(0, 3, 3, 6);
        assertThat(placement.instructions()).extracting(Instruction::pc, Instruction::line, Instruction::text)
                .containsExactly(
                        tuple(0, 2, "MOVQ\tAX, BX"), tuple(3, 2, "ADDQ\tAX, BX"), tuple(6, 3, "RET"));
    }

    @Test
    void anInstructionsSourceLineIsThatOfTheLastOneAtItsPc() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
             v2     00001 (2)	MOVQ	AX, BX
             b1     00002 (3)	RET
                    00003 (?)	END
            """, """
            p.F STEXT size=4 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $0-8
            0 (2)	MOVQ	AX, BX
            3 (3)	RET
            """, new BlockLayout(1, List.of(2)));
        SourceLines source = placement.sourceLines();

        assertThat(source.start()).map(SourceLines.Position::line).contains(1);
        assertThat(source.at(0)).map(SourceLines.Position::line).contains(2);
        assertThat(source.at(2)).map(SourceLines.Position::line).contains(2);
        assertThat(source.at(3)).map(SourceLines.Position::line).contains(3);
        assertThat(source.at(-1)).isEmpty();
    }

    @Test
    void prologueEpilogueAndTailBelongToNothing() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             v2     00002 (2)	CALL	p.g(SB)
             b1     00003 (3)	RET
             v3     00004 (4)	CALL	p.h(SB)
             b5     00005 (4)	RET	p.t(SB)
                    00006 (?)	END
            """, """
            p.F STEXT size=40 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $8-8
            0 (1)	CMPQ	SP, 16(R14)
            4 (1)	PCDATA	$0, $-2
            4 (1)	JLS	35
            6 (1)	PCDATA	$0, $-1
            6 (1)	PUSHQ	BP
            7 (1)	SUBQ	$8, SP
            8 (1)	FUNCDATA	$0, a(SB)
            8 (2)	CALL	p.g(SB)
            13 (3)	ADDQ	$8, SP
            17 (3)	POPQ	BP
            18 (3)	NOP
            20 (3)	RET
            21 (4)	CALL	p.h(SB)
            26 (4)	SUBQ	$-128, SP
            30 (4)	POPQ	BP
            31 (4)	JMP	p.t(SB)
            35 (4)	NOP
            35 (1)	PCDATA	$1, $-1
            35 (1)	CALL	runtime.morestack(SB)
            """, new BlockLayout(1, List.of(2)), new BlockLayout(5, List.of(3, 4)));

        assertThat(pcs(placement, 2, 3)).containsExactly(8, 21, 13, 26, 26);
    }

    @Test
    void paddingComesBeforeTheJumpThatItIsFor() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             v2     00002 (?)	NOP
             v3     00003 (2)	MOVQ	AX, BX
             b1     00004 (2)	JMP	5
             v4     00005 (?)	NOP
             b5     00006 (3)	RET
                    00007 (?)	END
            """, """
            p.F STEXT size=40 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $0-8
            0 (1)	FUNCDATA	$0, a(SB)
            0 (?)	NOP
            0 (2)	MOVQ	AX, BX
            30 (2)	NOP
            32 (2)	JMP	34
            34 (?)	NOP
            34 (3)	RET
            """, new BlockLayout(1, List.of(2, 3)), new BlockLayout(5, List.of(4)));

        assertThat(pcs(placement, 2, 3)).containsExactly(0, 34, 0, 32, 34);
    }

    @Test
    void orderOfMakingCountsNotThatOfStanding() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), NOSPLIT|ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             b1     00002 (1)	PCDATA	$3, $1
                    00006 (1)	XCHGL	AX, AX
             v2     00003 (2)	MOVQ	AX, BX
             v3     00004 (2)	MOVSD	$(0.0), X0
             v4     00005 (2)	CALL	p.stop(SB)
                    00007 (?)	END
            """, """
            p.F STEXT nosplit size=15 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), NOSPLIT|NOFRAME|ABIInternal, $0-8
            0 (1)	FUNCDATA	$0, a(SB)
            0 (1)	PCDATA	$3, $1
            0 (1)	XCHGL	AX, AX
            1 (2)	MOVQ	AX, BX
            4 (2)	XORPS	X0, X0
            7 (2)	CALL	p.stop(SB)
            """, ONE_BLOCK);

        assertThat(pcs(placement, 1, 3)).containsExactly(0, 4, 7, 0);
    }

    @Test
    void indexOfTheEndStandsForThePcThatItNeverGets() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             v2     00002 (2)	CALL	p.stop(SB)
                    00003 (?)	END
            """, """
            p.F STEXT size=5 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $0-8
            0 (1)	FUNCDATA	$0, a(SB)
            0 (2)	CALL	p.stop(SB)
            """, ONE_BLOCK);

        assertThat(pcs(placement, 1, 3)).containsExactly(0, 3, 3, 3);
    }

    @Test
    void blockStartsBeforeWhatIsMadeForItsStart() {
        Placement placement = place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             v2     00002 (2)	MOVQ	AX, BX
                    00003 (2)	PCDATA	$0, $-1
                    00004 (2)	PCDATA	$3, $2
             b5     00005 (2)	PCDATA	$0, $-2
             b5     00006 (2)	JMP	9
                    00007 (2)	PCALIGNMAX	$64, $31
                    00008 (2)	XCHGL	AX, AX
             b6     00009 (2)	JMP	8
                    00010 (?)	END
            """, """
            p.F STEXT size=72 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $0-8
            0 (1)	FUNCDATA	$0, a(SB)
            0 (2)	MOVQ	AX, BX
            30 (2)	PCDATA	$0, $-1
            30 (2)	PCDATA	$3, $2
            30 (2)	PCDATA	$0, $-2
            30 (2)	NOP
            32 (2)	JMP	64
            34 (2)	PCALIGNMAX	$64, $31
            64 (2)	XCHGL	AX, AX
            65 (2)	JMP	64
            """, new BlockLayout(1, List.of(2)), new BlockLayout(5, List.of(3)), new BlockLayout(6, List.of(4)));

        assertThat(pcs(placement, 3, 3)).containsExactly(0, 30, 64, 30, 30, 64);
    }

    @Test
    void listingOfTheOtherAbiIsPassedOver() {
        List<DumpLine> genssa = genssa("""
                    00000 (7)	TEXT	p.F(SB), DUPOK|ABIInternal
                    00001 (7)	FUNCDATA	$0, a(SB)
             b1     00002 (8)	RET
                    00003 (?)	END
            """);
        String other = """
            p.F STEXT size=1 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (7)	TEXT	p.F(SB), $0-8
            0 (7)	FUNCDATA	$0, a(SB)
            0 (8)	RET
            """;
        String sameNameOtherPlace = other.replace("(7)", "(9)").replace("(SB), $", "(SB), ABIInternal, $")
                .replace("size=1", "size=2");
        String right = sameNameOtherPlace.replace("(9)", "(7)").replace("size=2", "size=3");

        Placement placement = Placement.of(genssa, List.of(listing(other), listing(sameNameOtherPlace), listing(right)),
                List.of());

        assertThat(placement.codeSize()).isEqualTo(3);
    }

    @Test
    void listingOfAnotherFunctionIsRefusedWhereItDiffers() {
        assertThatThrownBy(() -> place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
                    00001 (1)	FUNCDATA	$0, a(SB)
             v2     00002 (2)	MOVQ	AX, BX
                    00003 (?)	END
            """, """
            p.F STEXT size=5 args=0x8 locals=0x8 funcid=0x0 align=0x0
            0 (1)	TEXT	p.F(SB), ABIInternal, $0-8
            0 (1)	FUNCDATA	$0, a(SB)
            0 (2)	CALL	p.stop(SB)
            """, ONE_BLOCK)).isInstanceOfSatisfying(InputException.class,
                problem -> assertThat(problem.faults().getFirst().place()).isEqualTo(new Place.Position(104, 0)));
    }

    @Test
    void genssaThatBreaksOffIsRefused() {
        assertThatThrownBy(() -> place("""
                    00000 (1)	TEXT	p.F(SB), ABIInternal
            """, "p.F STEXT size=5\n0 (1)	TEXT	p.F(SB), ABIInternal, $0-8\n", ONE_BLOCK))
                .isInstanceOf(InputException.class).hasMessageContaining("END");
    }

    private static int[] pcs(Placement placement, int blocks, int values) {
        return IntStream
                .concat(IntStream.range(0, blocks).map(placement::blockPc),
                        IntStream.range(0, values).map(placement::valuePc))
                .toArray();
    }

    private static Placement place(String genssa, String listing, BlockLayout... blocks) {
        return Placement.of(genssa(genssa), List.of(listing(listing)), List.of(blocks));
    }

    /** Lines as {@code [label] index (line) instruction}, numbered from 1. */
    private static List<DumpLine> genssa(String text) {
        List<DumpLine> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher parts = MADE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            String label = parts.group(1) == null ? "" : parts.group(1);
            lines.add(new DumpLine(1 + lines.size(),
                    " %-6s\t%s (%s)\t%s".formatted(label, parts.group(2), parts.group(3), parts.group(4))));
        }
        return lines;
    }

    /** The heading, then lines as {@code PC (line) instruction}, numbered from 101. */
    private static List<DumpLine> listing(String text) {
        List<DumpLine> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher parts = PLACED.matcher(line);
            String position = parts.matches() && parts.group(2).equals("?") ? "<unknown line number>" : "a.go:";
            lines.add(new DumpLine(101 + lines.size(), !parts.matches()
                    ? line
                    : "\t0x%04x %05d (%s%s)\t%s".formatted(Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(1)), position,
                            parts.group(2).replace("?", ""), parts.group(3))));
        }
        return lines;
    }
}
