package dev.whereabouts.service.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** What went wrong with a file, for a person. */
final class Messages {

    private Messages() {}

    static String of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException file -> file.getFile() + ": there is no such file";
            case AccessDeniedException file -> file.getFile() + ": no permission";
            case FileSystemException file -> file.getFile() + ": "
                    + (file.getReason() == null ? "cannot be opened" : file.getReason());
            case ZipException _ -> "the gzip data is damaged";
            case EOFException _ -> "the gzip data breaks off";
            default -> failure.getMessage();
        };
    }
}
