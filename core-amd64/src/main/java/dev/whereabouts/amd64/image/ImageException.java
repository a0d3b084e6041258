package dev.whereabouts.amd64.image;

/** A file is not a program that can be loaded. The message is a sentence that says what is wrong and what would be right. */
public final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }
}
