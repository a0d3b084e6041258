package dev.whereabouts.ssa.json;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/** Writes functions as the JSON that {@link FunctionReader} reads. What is unknown, empty or zero by default is left out. */
public final class FunctionWriter {

    private FunctionWriter() {}

    /** Writes a function as one object. */
    public static void write(Function function, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", function.name());
        json.writeNumberProperty("entry", function.blockId(function.entry()));
        known("codeSize", function.codeSize(), json);
        byte[] code = function.code();
        if (code.length > 0) {
            json.writeStringProperty("code", HexFormat.of().formatHex(code));
        }
        json.writeBooleanProperty("optimized", function.optimized());
        known("closureVariable", function.closureVariable(), json);
        variables(function, json);
        slots(function, json);
        names(function, json);
        parameters(function, json);
        json.writeArrayPropertyStart("blocks");
        for (int block = 0; block < function.blocks(); block++) {
            block(function, block, json);
        }
        json.writeEndArray();
        instructions(function, json);
        json.writeEndObject();
    }

    private static void variables(Function function, JsonGenerator json) {
        json.writeArrayPropertyStart("variables");
        for (Variable variable : function.variables()) {
            json.writeStartObject();
            json.writeStringProperty("name", variable.name());
            json.writeStringProperty("class", variable.variableClass());
            json.writeStringProperty("type", variable.type());
            known("size", variable.size(), json);
            json.writeNumberProperty("cfaOffset", variable.cfaOffset());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void slots(Function function, JsonGenerator json) {
        json.writeArrayPropertyStart("slots");
        for (Slot slot : function.slots()) {
            json.writeStartObject();
            json.writeNumberProperty("variable", slot.variable());
            json.writeStringProperty("type", slot.type());
            known("size", slot.size(), json);
            notZero("offset", slot.offset(), json);
            known("splitOf", slot.splitOf(), json);
            notZero("splitOffset", slot.splitOffset(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void names(Function function, JsonGenerator json) {
        json.writeArrayPropertyStart("names");
        for (int row = 0; row < function.names(); row++) {
            json.writeStartObject();
            json.writeNumberProperty("slot", function.nameSlot(row));
            json.writeArrayPropertyStart("values");
            for (int i = function.nameStart(row); i < function.nameStart(row + 1); i++) {
                json.writeNumber(function.nameValueId(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void parameters(Function function, JsonGenerator json) {
        json.writeArrayPropertyStart("params");
        for (Parameter parameter : function.parameters()) {
            json.writeStartObject();
            json.writeNumberProperty("variable", parameter.variable());
            json.writeArrayPropertyStart("pieces");
            for (Piece piece : parameter.pieces()) {
                json.writeStartObject();
                json.writeStringProperty("type", piece.type());
                json.writeNumberProperty("size", piece.size());
                json.writeNumberProperty("offset", piece.offset());
                json.writeStringProperty("register", RegisterFile.nameOf(piece.register()));
                notZero("padding", piece.padding(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void block(Function function, int block, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("id", function.blockId(block));
        json.writeStringProperty("kind", function.blockKind(block));
        if (function.predStart(block) < function.predStart(block + 1)) {
            json.writeArrayPropertyStart("preds");
            for (int i = function.predStart(block); i < function.predStart(block + 1); i++) {
                json.writeNumber(function.blockId(function.pred(i)));
            }
            json.writeEndArray();
        }
        if (function.succStart(block) < function.succStart(block + 1)) {
            json.writeArrayPropertyStart("succs");
            for (int i = function.succStart(block); i < function.succStart(block + 1); i++) {
                json.writeNumber(function.blockId(function.succ(i)));
            }
            json.writeEndArray();
        }
        json.writeArrayPropertyStart("values");
        for (int value = function.firstValue(block); value < function.firstValue(block + 1); value++) {
            value(function, value, json);
        }
        json.writeEndArray();
        known("pc", function.blockPc(block), json);
        json.writeEndObject();
    }

    private static void value(Function function, int value, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("id", function.valueId(value));
        json.writeStringProperty("op", function.opName(value));
        json.writeStringProperty("type", function.type(value));
        known("size", function.size(value), json);
        if (function.argStart(value) < function.argStart(value + 1)) {
            json.writeArrayPropertyStart("args");
            for (int i = function.argStart(value); i < function.argStart(value + 1); i++) {
                json.writeNumber(function.valueId(function.arg(i)));
            }
            json.writeEndArray();
        }
        notZero("auxInt", function.auxInt(value), json);
        if (function.auxVariable(value) != Function.NO_VARIABLE) {
            json.writeName("aux");
            place(function.auxVariable(value), function.auxOffset(value), json);
        }
        home(function, value, json);
        known("pc", function.pc(value), json);
        known("line", function.line(value), json);
        if (function.op(value) < 0) {
            facts(function.ownOp(-1 - function.op(value)), json);
        }
        json.writeEndObject();
    }

    private static void home(Function function, int value, JsonGenerator json) {
        switch (function.home(value)) {
            case Function.HOME_NONE -> {
                // left out
            }
            case Function.HOME_STACK -> {
                json.writeName("home");
                place(function.homeVariable(value), function.homeOffset(value), json);
            }
            case Function.HOME_TUPLE -> {
                json.writeArrayPropertyStart("home");
                for (int register : function.homeTuple(value)) {
                    json.writeString(register == Function.HOME_NONE
                            ? FunctionReader.NO_REGISTER
                            : RegisterFile.nameOf(register));
                }
                json.writeEndArray();
            }
            default -> json.writeStringProperty("home", RegisterFile.nameOf(function.home(value)));
        }
    }

    private static void facts(OwnOp op, JsonGenerator json) {
        if (!op.hasFacts()) {
            return;
        }
        json.writeBooleanProperty("zeroWidth", op.zeroWidth());
        if (op.call()) {
            json.writeBooleanProperty("call", true);
        }
        json.writeArrayPropertyStart("clobbers");
        for (long rest = op.clobbers(); rest != 0; rest &= rest - 1) {
            json.writeString(RegisterFile.nameOf(Long.numberOfTrailingZeros(rest)));
        }
        json.writeEndArray();
    }

    private static void instructions(Function function, JsonGenerator json) {
        if (function.instructions() == 0) {
            return;
        }
        json.writeArrayPropertyStart("instructions");
        for (int i = 0; i < function.instructions(); i++) {
            json.writeStartObject();
            json.writeNumberProperty("pc", function.instructionPc(i));
            known("line", function.instructionLine(i), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void place(int variable, long offset, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("variable", variable);
        notZero("offset", offset, json);
        json.writeEndObject();
    }

    /** A number that is below zero where it is not known or there is none. */
    private static void known(String name, long number, JsonGenerator json) {
        if (number >= 0) {
            json.writeNumberProperty(name, number);
        }
    }

    private static void notZero(String name, long number, JsonGenerator json) {
        if (number != 0) {
            json.writeNumberProperty(name, number);
        }
    }
}
