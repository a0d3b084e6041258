package dev.whereabouts.service;

import dev.whereabouts.service.http.HttpService;

/** {@code java -jar whereabouts.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        HttpService.start();
    }
}
