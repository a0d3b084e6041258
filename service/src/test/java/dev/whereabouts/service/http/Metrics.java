package dev.whereabouts.service.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code /actuator/prometheus} says: lines of {@code name{labels} value}. */
record Metrics(List<String> lines) {

    static Metrics of(Client management) {
        return new Metrics(management.get("/actuator/prometheus").body().lines()
                .filter(line -> !line.startsWith("#")).toList());
    }

    Set<String> names() {
        return lines.stream().map(Metrics::name).collect(Collectors.toSet());
    }

    /** The sum over all lines of a metric that have these labels, each as {@code name="value"}; 0 where there is none. */
    double value(String name, String... labels) {
        return lines.stream().filter(line -> name(line).equals(name))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(line.contains("{") ? '{' : ' '));
    }
}
