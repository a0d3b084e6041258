package dev.whereabouts.amd64.linux.file;

/**
 * What {@code stat} tells.
 *
 * @param mode   file type and permissions (S_IF…)
 * @param size   bytes
 * @param device of a device: its number, otherwise 0
 */
public record Status(int mode, long inode, int links, long size, long device) {

    public static final int DIRECTORY = 0040000;
    public static final int CHARACTER_DEVICE = 0020000;
    public static final int REGULAR = 0100000;
    public static final int FIFO = 0010000;
    public static final int LINK = 0120000;

    private static final int TYPE = 0170000;

    /** The type as directory entries give it (DT_…): that of the mode, shifted. */
    public int entryType() {
        return (mode & TYPE) >> 12;
    }

    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    public boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    static Status of(Node node) {
        return switch (node) {
            case Node.Directory directory -> new Status(DIRECTORY | 0755, node.inode(), 2, 4096, 0);
            case Node.Regular file -> new Status(REGULAR | file.permissions, node.inode(), 1, file.content.size(), 0);
            case Node.Generated file -> new Status(REGULAR | 0444, node.inode(), 1, 0, 0);
            case Node.Link link -> new Status(LINK | 0777, node.inode(), 1, link.target.length(), 0);
            case Node.Device device ->
                new Status(CHARACTER_DEVICE | 0666, node.inode(), 1, 0, 1 << 8 | device.kind.minor);
        };
    }
}
