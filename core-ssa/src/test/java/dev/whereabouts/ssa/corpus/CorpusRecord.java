package dev.whereabouts.ssa.corpus;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * One record of the corpus. Reads with a library's tree model, and not with the reader that the project ships, so that a fault of that
 * reader cannot hide itself.
 *
 * @param dwarf 4 or 5
 */
public record CorpusRecord(GoVersion go, int dwarf, Function function, List<ExpectedList> lists) {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** @param dwarf null where the compiler did not emit the list */
    public record ExpectedList(int variable, String intermediate, String dwarf) {}

    /** All records of a gzipped file. */
    public static Stream<CorpusRecord> stream(Path file) {
        try {
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
            return reader.lines().map(CorpusRecord::parse).onClose(() -> {
                try {
                    reader.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record from its JSON. */
    public static CorpusRecord parse(String line) {
        JsonNode record = MAPPER.readTree(line);
        List<ExpectedList> lists = new ArrayList<>();
        for (JsonNode list : record.get("lists")) {
            lists.add(new ExpectedList(list.get("variable").asInt(), list.get("intermediate").asString(),
                    list.has("dwarf") ? list.get("dwarf").asString() : null));
        }
        return new CorpusRecord(GoVersion.parse(record.get("go").asString()), record.get("dwarf").asInt(),
                function(record.get("function")), lists);
    }

    private static Function function(JsonNode json) {
        FunctionBuilder b = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
        b.name(json.get("name").asString());
        b.entry(json.get("entry").asInt());
        b.codeSize(json.get("codeSize").asInt());
        b.optimized(json.get("optimized").asBoolean());
        if (json.has("closureVariable")) {
            b.closureVariable(json.get("closureVariable").asInt());
        }
        if (json.has("code")) {
            b.code(HexFormat.of().parseHex(json.get("code").asString()));
        }
        for (JsonNode v : json.get("variables")) {
            b.variable(new Variable(v.get("name").asString(), v.get("class").asString(), v.get("type").asString(),
                    v.get("size").asLong(), v.get("cfaOffset").asInt()));
        }
        for (JsonNode s : json.get("slots")) {
            b.slot(new Slot(s.get("variable").asInt(), s.get("type").asString(), s.get("size").asLong(),
                    s.path("offset").asLong(0),
                    s.path("splitOf").asInt(Slot.WHOLE), s.path("splitOffset").asLong(0)));
        }
        for (JsonNode n : json.get("names")) {
            b.beginName(n.get("slot").asInt());
            n.get("values").forEach(id -> b.nameValue(id.asInt()));
        }
        for (JsonNode p : json.get("params")) {
            List<Piece> pieces = new ArrayList<>();
            for (JsonNode piece : p.path("pieces")) {
                pieces.add(new Piece(piece.get("type").asString(), piece.get("size").asLong(),
                        piece.get("offset").asLong(),
                        RegisterFile.idOf(piece.get("register").asString()), piece.path("padding").asLong(0)));
            }
            b.parameter(new Parameter(p.get("variable").asInt(), pieces));
        }
        json.get("blocks").forEach(block -> block(b, block));
        return b.build();
    }

    private static void block(FunctionBuilder b, JsonNode block) {
        b.beginBlock(block.get("id").asInt(), block.get("kind").asString(), block.path("pc").asInt(Function.UNKNOWN));
        block.path("preds").forEach(id -> b.pred(id.asInt()));
        block.path("succs").forEach(id -> b.succ(id.asInt()));
        for (JsonNode v : block.get("values")) {
            b.beginValue(v.get("id").asInt());
            int op = OpTable.idOf(v.get("op").asString());
            if (op == OpTable.NONE) {
                b.op(new OwnOp(op, v.get("op").asString(), false, false, false, 0));
            } else {
                b.op(op);
            }
            b.type(v.get("type").asString());
            b.size(v.path("size").asLong(Variable.UNKNOWN_SIZE));
            b.auxInt(v.path("auxInt").asLong(0));
            v.path("args").forEach(id -> b.arg(id.asInt()));
            if (v.path("aux").isObject()) {
                b.aux(v.get("aux").get("variable").asInt(), v.get("aux").path("offset").asLong(0));
            }
            home(b, v.path("home"));
            b.pc(v.path("pc").asInt(Function.UNKNOWN));
        }
    }

    private static void home(FunctionBuilder b, JsonNode home) {
        if (home.isString()) {
            b.homeRegister(RegisterFile.idOf(home.asString()));
        } else if (home.isArray()) {
            List<Integer> registers = new ArrayList<>();
            home.forEach(r -> registers.add(r.isString() ? RegisterFile.idOf(r.asString()) : Function.HOME_NONE));
            b.homeTuple(registers.stream().mapToInt(Integer::intValue).toArray());
        } else if (home.isObject()) {
            b.homeStack(home.get("variable").asInt(), home.path("offset").asLong(0));
        }
    }
}
