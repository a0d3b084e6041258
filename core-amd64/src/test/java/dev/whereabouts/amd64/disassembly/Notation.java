package dev.whereabouts.amd64.disassembly;

import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes one text of what disassemblers print for one instruction in Intel syntax, without hiding a register, a size or a number. */
final class Notation {

    private record Rule(Pattern pattern, String replacement) {

        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }

        String apply(String text) {
            return pattern.matcher(text).replaceAll(replacement);
        }
    }

    private static final String STRINGS = "(movs|cmps|stos|lods|scas|ins|outs)";

    private static final List<Rule> RULES = List.of(
            // symbols and comments
            Rule.of("[#<].*|\\(8087 only\\)|\\(287 only\\)", ""),
            // prefixes without effect; REP without a string instruction is one
            Rule.of("^(lock )?((cs|ds|es|ss|data16|addr32|bnd|notrack|xacquire|xrelease|rex(\\.[wrxb]+)?) +)+", "$1"),
            Rule.of("\\brepe\\b", "repz"), Rule.of("\\brepne\\b", "repnz"),
            Rule.of("^(repz?|repnz) +(rex(\\.[wrxb]+)? +)?(?!" + STRINGS + "[bwdq]? )", ""),
            Rule.of("^(data16|addr32|rex(\\.[wrxb]+)?) +", ""),
            Rule.of("^(repz?|repnz) +(rex(\\.[wrxb]+)? +)?", "$1 "),
            // how memory is written
            Rule.of("\\bptr\\b", ""), Rule.of("\\b[cdes]s:", ""), Rule.of("\\s*([-,+*\\[\\]])\\s*", "$1"),
            Rule.of("\\s+", " "),
            Rule.of("\\*1(?=[-+\\]])|\\+riz|[-+](0x)?0(?=])", ""), Rule.of(":\\[((0x)?[0-9a-f]+)]", ":$1"),
            Rule.of("\\[((0x)?[0-9a-f]+)]", " $1"),
            Rule.of("\\bxword\\b", "tbyte"), Rule.of("\\boword\\b", "xmmword"),
            // string instructions with their size
            Rule.of("^((rep[a-z]* )?)" + STRINGS + "[bwdq] (?!xmm|[^,]*,xmm)", "$1$3 "),
            // two names
            Rule.of("^movabs", "mov"), Rule.of("^wait", "fwait"), Rule.of("^xlat.*", "xlat"),
            Rule.of("^f(u?)compi", "f$1comip"),
            Rule.of("^xchg ax,ax", "nop"), Rule.of("^(fneni|fndisi|fnsetpm)", "fnop"),
            Rule.of("^(call|jmp|j[a-z]+|enter|leave|l?ret|push|pop|pushf|popf|fldenv|fnstenv|fnsave|frstor)[wq]\\b",
                    "$1"),
            Rule.of("^(iret|retf)[wq]\\b", "$1"), Rule.of("^repnz (?=movs|lods|stos)", "rep "),
            // a constant address beside the accumulator has that one's size
            Rule.of("^(mov (?:[re]?ax|al),)[dq]?(?:byte|word) (?=0x)", "$1"),
            Rule.of("^mov [dq]?(?:byte|word) (?=0x[0-9a-f]+,(?:[re]?ax|al)$)", "mov "),
            // the top of the stack, where it is implied
            Rule.of("\\bst(?=$|,)", "st(0)"), Rule.of("^(f\\w+p) (st\\(\\d\\)),st\\(0\\)", "$1 $2"),
            Rule.of("^(f\\w+) st\\(0\\),(st\\(\\d\\))", "$1 $2"),
            // shifts by one
            Rule.of("^(rol|ror|rcl|rcr|shl|shr|sar) ([^,]+)$", "$1 $2,1"));

    private static final String DIGITS = "(0x[0-9a-f]+|[0-9]+)(?![a-z0-9)])";
    private static final Pattern DISPLACEMENT = Pattern.compile("(?<=[a-z0-9])([-+])" + DIGITS);
    private static final Pattern CONSTANT = Pattern.compile("(?<=[ ,:])(-?)" + DIGITS);

    /** Operands of which disassemblers disagree about the size of memory, which the SDM gives as 64 bits. */
    private static final Map<String, String> SIZES = Map.of("comisd", "qword", "vcomisd", "qword");

    private Notation() {}

    /** Whether a text of another disassembler reads as the instruction does. */
    static boolean isSame(Instruction instruction, String text) {
        String ours = IntelSyntax.of(instruction);
        String theirs = withTarget(text, instruction);
        // nearly all are the same but for the padding; the rules for the others are slow
        return ours.equals(theirs) || plain(ours, instruction.operandSize())
                .equals(plain(theirs, instruction.operandSize()));
    }

    /** The text without padding and comments; objdump leaves out the 0x of a branch's target. */
    private static String withTarget(String text, Instruction instruction) {
        int comment = text.indexOf(" <") >= 0 ? text.indexOf(" <") : text.indexOf(" #");
        String instructionText = (comment < 0 ? text : text.substring(0, comment)).strip();
        int space = instructionText.indexOf(' ');
        if (space < 0) {
            return instructionText;
        }
        String operands = instructionText.substring(space).strip();
        boolean isTarget = !instruction.operands().isEmpty()
                && instruction.operands().getFirst() instanceof Operand.Target && !operands.contains("0x")
                && !operands.contains(" ");
        return instructionText.substring(0, space) + (isTarget ? " 0x" : " ") + operands;
    }

    /** @param bits the operand size: negative immediates are printed with as many */
    static String plain(String text, int bits) {
        String plain = text.toLowerCase(Locale.ROOT).strip();
        for (Rule rule : RULES) {
            plain = rule.apply(plain).strip();
        }
        for (Map.Entry<String, String> size : SIZES.entrySet()) {
            if (plain.startsWith(size.getKey() + " ")) {
                plain = plain.replace("xmmword", size.getValue());
            }
        }
        plain = CONSTANT.matcher(plain).replaceAll(found -> {
            long value = number(found.group(2));
            return Long.toHexString(found.group(1).isEmpty() ? value : -value & -1L >>> 64 - bits);
        });
        return DISPLACEMENT.matcher(plain).replaceAll(found -> {
            long value = number(found.group(2));
            return "+" + Long.toHexString(found.group(1).equals("-") ? -value : value);
        });
    }

    private static long number(String digits) {
        return digits.startsWith("0x")
                ? Long.parseUnsignedLong(digits.substring(2), 16)
                : Long.parseUnsignedLong(digits);
    }
}
