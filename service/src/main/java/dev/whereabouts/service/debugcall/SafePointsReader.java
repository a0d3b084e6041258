package dev.whereabouts.service.debugcall;

import dev.whereabouts.service.json.RequestReader;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads what to tell of a binary's safe points. Safe for any number of threads. */
public final class SafePointsReader {

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{1,16}");

    private final RequestReader<SafePointsRequest> requests;

    public SafePointsReader(Settings settings) {
        requests = new RequestReader<>(SafePointsRequest.class, settings, Setting.SCRIPT_BYTES);
    }

    /**
     * Reads a request.
     *
     * @param beside an ELF file beside the JSON, if there is one
     * @throws InputException if it is none, or its program or functions are not there
     */
    public SafePointReport read(InputStream json, Optional<byte[]> beside) throws IOException {
        SafePointsRequest request = requests.read(json);
        String inJson = request.program() == null ? null : request.program().elf();
        if (beside.isPresent() && inJson != null) {
            throw InputException.invalid(new Place.Pointer("/program/elf"),
                    "the program is there twice: here and beside the request");
        }
        List<String> names = request.functions() == null ? List.of() : request.functions();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null) {
                throw InputException.invalid(new Place.Pointer("/functions/" + i), "expected a function's name");
            }
        }
        OptionalLong pc = request.nearest() == null ? OptionalLong.empty() : pc(request.nearest());
        return beside.isPresent()
                ? SafePointReport.of(beside.get(), new Place.Pointer("/program"), names, pc)
                : SafePointReport.of(decoded(inJson), new Place.Pointer("/program/elf"), names, pc);
    }

    private static byte[] decoded(String base64) {
        try {
            if (base64 != null) {
                return Base64.getDecoder().decode(base64);
            }
        } catch (IllegalArgumentException noBase64) {
            // is reported below, like text that is missing
        }
        throw InputException.invalid(new Place.Pointer("/program/elf"),
                "expected an ELF file in base64, or one beside the request");
    }

    private static OptionalLong pc(SafePointsRequest.Nearest nearest) {
        OptionalLong pc = address(nearest.pc());
        if (pc.isEmpty()) {
            throw InputException.invalid(new Place.Pointer("/nearest/pc"),
                    "expected an address as \"0x…\", with up to 16 digits");
        }
        return pc;
    }

    /** An address as {@code 0x…}; empty where the text is none. */
    public static OptionalLong address(String text) {
        return text != null && ADDRESS.matcher(text).matches()
                ? OptionalLong.of(Long.parseUnsignedLong(text.substring(2), 16))
                : OptionalLong.empty();
    }
}
