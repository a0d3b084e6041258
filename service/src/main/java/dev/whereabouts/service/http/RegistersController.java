package dev.whereabouts.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.whereabouts.amd64.abi.RegisterModel;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/registers}. */
@RestController
@Tag(name = "about", description = "The service itself")
final class RegistersController {

    @GetMapping(path = "/v1/registers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "registers", summary = "The registers of a Go version, and what each is for")
    Registers registers(
            @Parameter(description = "The newest known if left out.", schema = @Schema(ref = "#/components/schemas/GoVersion")) @RequestParam(required = false) String go) {
        RegisterModel model = RegisterModel.of(version(go));
        return new Registers(model.version().toString(), "amd64",
                model.registers().stream().map(RegistersController::register).toList(), model.integerArguments(),
                model.floatArguments());
    }

    private static GoVersion version(String text) {
        if (text == null) {
            return GoVersion.NEWEST;
        }
        try {
            return GoVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw InputException.invalid(new Place.Pointer(""), "query parameter go: " + e.getMessage());
        }
    }

    private static Register register(RegisterModel.Register register) {
        return new Register(register.bit(), register.name(), register.sdmName(),
                register.dwarfNumber().isPresent() ? register.dwarfNumber().getAsInt() : null, register.role().label(),
                register.callerSaved());
    }

    record Registers(@Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "1.26") String go,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "amd64") String arch,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "by bit") List<Register> registers,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "registers that take integer arguments and results, in the order of assignment") List<String> integerArguments,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "the same for floating point") List<String> floatArguments) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RegisterOfModel")
    record Register(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "0", description = "position in the compiler's register sets") int bit,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "AX", description = "the name in Go's assembler") String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "RAX", description = "the name in Intel's manual") String sdmName,
            @Schema(example = "0", description = "left out for a register that debug information cannot name") Integer dwarf,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "integer-argument", description = "its fixed meaning in Go's register ABI") String role,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "whether a call may leave anything in it") boolean callerSaved) {}
}
