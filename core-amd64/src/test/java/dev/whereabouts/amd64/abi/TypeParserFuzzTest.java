package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.amd64.register.GoVersion;
import java.util.List;
import java.util.Optional;

/** Any text is read, or refused at a place within it; what was read prints as text that reads the same, and can be placed. */
class TypeParserFuzzTest {

    private static final TypeParser PARSER = new TypeParser(name -> switch (name.length() % 3) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(NamedType.opaque(name, 16, 8));
        default -> Optional.of(NamedType.of(name, new StructType(List.of())));
    });

    @FuzzTest
    void types(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            GoType type = PARSER.type(text);
            assertThat(PARSER.type(type.toString())).hasToString(type.toString());
            assertThat(PARSER.type(type.toString()).layout()).isEqualTo(type.layout());
        } catch (TypeException e) {
            assertThat(e.offset()).isBetween(TypeException.NOWHERE, text.length());
        }
    }

    @FuzzTest
    void headers(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            FunctionHeader header = PARSER.header(text);
            assertThat(PARSER.signature(header.signature().toString())).hasToString(header.signature().toString());
            for (CallingConvention convention : CallingConvention.values()) {
                CallLayout layout = CallLayout.of(header.signature(), convention, GoVersion.NEWEST);
                assertThat(layout.arguments()).hasSameSizeAs(header.signature().arguments());
            }
        } catch (TypeException e) {
            assertThat(e.offset()).isBetween(TypeException.NOWHERE, text.length());
        }
    }
}
