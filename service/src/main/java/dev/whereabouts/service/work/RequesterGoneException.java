package dev.whereabouts.service.work;

import java.io.IOException;

/** Nobody waits for an answer any more. */
public final class RequesterGoneException extends IOException {

    private static final long serialVersionUID = 1;

    RequesterGoneException() {
        super("the client has left");
    }
}
