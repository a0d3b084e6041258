package dev.whereabouts.service.cli.report;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that lies beside its place until it is complete, so that nobody finds half of it. */
final class PartFile {

    private final Path target;
    private final Path part;

    /**
     * @param purpose tells the parts of one target apart
     * @throws FileSystemException if the file cannot be where it is asked for
     */
    PartFile(Path target, String purpose) throws FileSystemException {
        this.target = target;
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FileSystemException(target.toString(), null, "its folder does not exist");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(target.toString(), null, "is there and is no file");
        }
        part = folder.resolve("." + target.getFileName() + "." + purpose);
    }

    Path path() {
        return part;
    }

    /** Gives the file its name. */
    void complete() throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(part);
    }
}
