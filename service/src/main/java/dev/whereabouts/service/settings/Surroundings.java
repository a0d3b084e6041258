package dev.whereabouts.service.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where the service stands in its surroundings: what it listens on, and where traces go. Spring reads the same
 * variables, in application.yaml; here they are held against what they must be before Spring starts, so that a wrong one is said in a line.
 *
 * @param port            of API and pages; 0 for any
 * @param managementPort  of health and metrics; 0 for any
 * @param tracesEndpoint  where spans are sent by OTLP over HTTP, if anywhere
 * @param tracesSampled   the part of the requests that are traced, 0 to 1
 */
public record Surroundings(int port, int managementPort, Optional<URI> tracesEndpoint, double tracesSampled) {

    private static final String PORT = "WHEREABOUTS_PORT";
    private static final String MANAGEMENT_PORT = "WHEREABOUTS_MANAGEMENT_PORT";
    private static final String TRACES_ENDPOINT = "WHEREABOUTS_TRACES_ENDPOINT";
    private static final String TRACES_SAMPLED = "WHEREABOUTS_TRACES_SAMPLED";

    private static final int STANDARD_PORT = 8080;
    private static final int STANDARD_MANAGEMENT_PORT = 8081;
    private static final int MOST_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Reads all of them.
     *
     * @param environment gives a variable's value, or null where it is not set
     * @throws IllegalArgumentException if a value cannot be what it must be; the message has a line for every such variable
     */
    public static Surroundings from(UnaryOperator<String> environment) {
        List<String> wrong = new ArrayList<>();
        int port = port(environment, PORT, STANDARD_PORT, wrong);
        int managementPort = port(environment, MANAGEMENT_PORT, STANDARD_MANAGEMENT_PORT, wrong);
        if (port == managementPort && port != 0) {
            wrong.add(MANAGEMENT_PORT + " and " + PORT + " are both " + port
                    + ", but health and metrics ask for no token, and so have a port of their own");
        }
        Optional<URI> endpoint = endpoint(environment.apply(TRACES_ENDPOINT), wrong);
        double sampled = share(environment.apply(TRACES_SAMPLED), wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return new Surroundings(port, managementPort, endpoint, sampled);
    }

    private static int port(UnaryOperator<String> environment, String variable, int standard,
            List<String> wrong) {
        String text = environment.apply(variable);
        if (text == null) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= MOST_PORT) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        wrong.add(variable + " is \"" + text + "\", but must be a whole number from 0 to " + MOST_PORT);
        return standard;
    }

    private static Optional<URI> endpoint(String text, List<String> wrong) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI endpoint = new URI(text);
            if (endpoint.getHost() != null && SCHEMES.contains(endpoint.getScheme())) {
                return Optional.of(endpoint);
            }
        } catch (URISyntaxException _) {
            // said below
        }
        wrong.add(TRACES_ENDPOINT + " is \"" + text
                + "\", but must be an address such as http://collector:4318/v1/traces; leave it unset for no traces");
        return Optional.empty();
    }

    private static double share(String text, List<String> wrong) {
        if (text == null) {
            return 1;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        wrong.add(TRACES_SAMPLED + " is \"" + text + "\", but must be a number from 0 to 1");
        return 1;
    }
}
