package dev.whereabouts.debugcall.binary.type;

import java.util.ArrayList;
import java.util.List;

/** The methods of an interface that has some, from its text; of a named interface the text does not tell them. */
final class InterfaceText {

    private static final String OPENING = "interface { ";

    /** Stands for methods that are not told: an interface with methods is passed in another way than one without. */
    private static final List<String> NOT_TOLD = List.of("…");

    private InterfaceText() {}

    static List<String> methods(String text) {
        if (!text.startsWith(OPENING) || !text.endsWith(" }")) {
            return NOT_TOLD;
        }
        List<String> methods = new ArrayList<>();
        String inner = text.substring(OPENING.length(), text.length() - 2);
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
            if (depth == 0 && c == ';') {
                methods.add(inner.substring(start, i).strip());
                start = i + 1;
            }
        }
        methods.add(inner.substring(start).strip());
        return methods;
    }
}
