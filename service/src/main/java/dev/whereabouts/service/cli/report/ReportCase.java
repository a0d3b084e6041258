package dev.whereabouts.service.cli.report;

import java.util.List;

/**
 * What is reported on by itself.
 *
 * @param group    what it belongs to, such as a package
 * @param name     within that
 * @param fullName as programmers know it
 * @param ordinal  1, or how many cases of this group and name there were with this one
 * @param refusals why it could not be looked at; empty where it could
 */
public record ReportCase(String group, String name, String fullName, int ordinal, SourcePlace place,
        List<Finding> findings, List<String> refusals) {

    public ReportCase {
        findings = List.copyOf(findings);
        refusals = List.copyOf(refusals);
    }

    ReportCase numbered(int to) {
        return new ReportCase(group, name, fullName, to, place, findings, refusals);
    }
}
