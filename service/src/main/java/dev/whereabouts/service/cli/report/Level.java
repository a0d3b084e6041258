package dev.whereabouts.service.cli.report;

/** How bad a finding is (SARIF 2.1.0 section 3.27.10), mildest first. */
public enum Level {
    NOTE("note"), WARNING("warning"), ERROR("error");

    private final String code;

    Level(String code) {
        this.code = code;
    }

    /** As SARIF has it. */
    public String code() {
        return code;
    }
}
