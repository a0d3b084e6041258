package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Supplier;

/** The tree of files that a guest sees (path_resolution(7)). Permissions are told, not enforced: there is one user. */
public final class FileSystem {

    public static final int CREATE = 0100;
    public static final int EXCLUSIVE = 0200;
    public static final int TRUNCATE = 01000;
    public static final int MUST_BE_DIRECTORY = 0200000;
    public static final int NO_FOLLOW = 0400000;

    private static final int MAX_LINKS = 40;
    private static final int MAX_PATH = 4096;
    private static final int MAX_NAME = 255;
    private static final int KEPT_FLAGS = OpenFile.ACCESS_MODE | OpenFile.APPEND | OpenFile.NON_BLOCKING;

    private final Storage storage;
    private final RandomBytes random;
    private final Node.Directory root = new Node.Directory(16, null);
    private Node.Directory current = root;
    private long lastInode = 16;

    /** With the usual devices and an empty {@code /tmp}. */
    public FileSystem(long maxBytes, RandomBytes random) {
        storage = new Storage(maxBytes);
        this.random = random;
        directories("/tmp");
        for (Node.Device.Kind kind : Node.Device.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            directories("/dev").entries.put(name, new Node.Device(newInode(), kind));
        }
    }

    /** Where a path leads: the directory that holds its last part, that part's name, and what it names, if anything. */
    private record Place(Node.Directory directory, String name, Node node) {

        Node existing() {
            if (node == null) {
                throw new Failure(Errno.ENOENT);
            }
            return node;
        }
    }

    private long newInode() {
        return ++lastInode;
    }

    /**
     * Puts a file there before the guest starts, and the directories above it.
     *
     * @throws Failure if the path is not absolute, or something other than a directory is above it or at it
     */
    public void put(String path, byte[] bytes, int permissions) {
        storage.addNode();
        storage.add(bytes.length);
        place(path, new Node.Regular(newInode(), new Content(storage, bytes), permissions));
    }

    /** Puts a generated file there, and the directories above it. */
    public void generate(String path, Supplier<byte[]> bytes) {
        place(path, new Node.Generated(newInode(), bytes));
    }

    /** Puts a symbolic link there, and the directories above it. */
    public void link(String path, String target) {
        place(path, new Node.Link(newInode(), target));
    }

    private void place(String path, Node node) {
        int slash = path.lastIndexOf('/');
        if (!path.startsWith("/") || path.length() > MAX_PATH || path.indexOf('\0') >= 0) {
            throw new Failure(Errno.EINVAL);
        }
        String name = path.substring(slash + 1);
        Node.Directory directory = directories(path.substring(0, slash));
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.length() > MAX_NAME
                || directory.entries.get(name) instanceof Node.Directory) {
            throw new Failure(Errno.EINVAL);
        }
        directory.entries.put(name, node);
    }

    private Node.Directory directories(String path) {
        Node.Directory at = root;
        for (String name : path.split("/")) {
            if (name.isEmpty()) {
                continue;
            }
            if (name.equals(".") || name.equals("..") || name.length() > MAX_NAME) {
                throw new Failure(Errno.EINVAL);
            }
            Node next = at.entries.get(name);
            if (next == null) {
                storage.addNode();
                next = new Node.Directory(newInode(), at);
                at.entries.put(name, next);
            }
            if (!(next instanceof Node.Directory directory)) {
                throw new Failure(Errno.ENOTDIR);
            }
            at = directory;
        }
        return at;
    }

    private Place find(OpenFile base, String path, boolean followsLast) {
        if (path.isEmpty()) {
            throw new Failure(Errno.ENOENT);
        }
        if (path.length() >= MAX_PATH) {
            throw new Failure(Errno.ENAMETOOLONG);
        }
        Node.Directory directory = path.startsWith("/") ? root : baseOf(base);
        Deque<String> names = new ArrayDeque<>();
        push(names, path);
        Place place = new Place(directory, ".", directory);
        int links = 0;
        while (!names.isEmpty()) {
            if (!(place.existing() instanceof Node.Directory in)) {
                throw new Failure(Errno.ENOTDIR);
            }
            place = step(in, names.pop());
            boolean isLast = names.isEmpty();
            if (place.node() instanceof Node.Link link && (followsLast || !isLast)) {
                if (++links > MAX_LINKS) {
                    throw new Failure(Errno.ELOOP);
                }
                Node.Directory from = link.target.startsWith("/") ? root : in;
                push(names, link.target);
                place = new Place(from, ".", from);
            }
        }
        return place;
    }

    private Node.Directory baseOf(OpenFile base) {
        return switch (base) {
            case null -> current;
            case OpenDirectory open -> open.directory();
            default -> throw new Failure(Errno.ENOTDIR);
        };
    }

    private static void push(Deque<String> names, String path) {
        String[] parts = path.split("/");
        if (path.endsWith("/")) {
            names.push(".");
        }
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty()) {
                names.push(parts[i]);
            }
        }
    }

    private static Place step(Node.Directory in, String name) {
        if (name.length() > MAX_NAME) {
            throw new Failure(Errno.ENAMETOOLONG);
        }
        return switch (name) {
            case "." -> new Place(in, name, in);
            case ".." -> new Place(in.parent, name, in.parent);
            default -> new Place(in, name, in.entries.get(name));
        };
    }

    /**
     * Opens a file, and creates it if CREATE is among the flags.
     *
     * @param base  the directory that a relative path begins at; null for the current one
     * @param flags of {@code open}
     */
    public OpenFile open(OpenFile base, String path, int flags, int permissions) {
        boolean follows = (flags & NO_FOLLOW) == 0 && (flags & (CREATE | EXCLUSIVE)) != (CREATE | EXCLUSIVE);
        Place place = find(base, path, follows);
        int kept = flags & KEPT_FLAGS;
        boolean writes = (flags & OpenFile.ACCESS_MODE) != 0;
        if (place.node() == null && (flags & CREATE) != 0) {
            return new OpenRegular(create(place, permissions), kept);
        }
        if (place.node() != null && (flags & (CREATE | EXCLUSIVE)) == (CREATE | EXCLUSIVE)) {
            throw new Failure(Errno.EEXIST);
        }
        Node node = place.existing();
        if ((flags & MUST_BE_DIRECTORY) != 0 && !(node instanceof Node.Directory)) {
            throw new Failure(Errno.ENOTDIR);
        }
        return switch (node) {
            case Node.Directory directory -> {
                if (writes || (flags & CREATE) != 0) {
                    throw new Failure(Errno.EISDIR);
                }
                yield new OpenDirectory(directory, kept);
            }
            case Node.Regular file -> {
                if (writes && (flags & TRUNCATE) != 0) {
                    file.content.resize(0);
                }
                yield new OpenRegular(file, kept);
            }
            case Node.Generated file -> {
                if (writes) {
                    throw new Failure(Errno.EACCES);
                }
                yield new OpenRegular(file, new Content(storage, file.bytes.get()), kept);
            }
            case Node.Link link -> throw new Failure(Errno.ELOOP);
            case Node.Device device -> new OpenDevice(device, kept, random);
        };
    }

    private Node.Regular create(Place place, int permissions) {
        if (place.directory().isRemoved) {
            throw new Failure(Errno.ENOENT);
        }
        storage.addNode();
        Node.Regular file = new Node.Regular(newInode(), new Content(storage, new byte[0]), permissions);
        place.directory().entries.put(place.name(), file);
        return file;
    }

    /** A pipe's two ends: reader, writer. */
    public OpenFile[] pipe(int flags) {
        Pipe pipe = new Pipe(storage, newInode(), flags);
        return new OpenFile[]{pipe.reader(), pipe.writer()};
    }

    public Status status(OpenFile base, String path, boolean followsLast) {
        return Status.of(find(base, path, followsLast).existing());
    }

    /** Where a symbolic link leads. */
    public String linkTarget(OpenFile base, String path) {
        if (find(base, path, false).existing() instanceof Node.Link link) {
            return link.target;
        }
        throw new Failure(Errno.EINVAL);
    }

    public void setPermissions(OpenFile base, String path, int permissions) {
        if (find(base, path, true).existing() instanceof Node.Regular file) {
            file.permissions = permissions & 07777;
        }
    }

    public void makeDirectory(OpenFile base, String path) {
        Place place = find(base, path.replaceAll("/+$", ""), false);
        if (place.node() != null) {
            throw new Failure(Errno.EEXIST);
        }
        if (place.directory().isRemoved) {
            throw new Failure(Errno.ENOENT);
        }
        storage.addNode();
        place.directory().entries.put(place.name(), new Node.Directory(newInode(), place.directory()));
    }

    public void makeLink(OpenFile base, String path, String target) {
        Place place = find(base, path, false);
        if (place.node() != null) {
            throw new Failure(Errno.EEXIST);
        }
        storage.addNode();
        storage.add(target.getBytes(StandardCharsets.UTF_8).length);
        place.directory().entries.put(place.name(), new Node.Link(newInode(), target));
    }

    /** Removes a name: of an empty directory, or of something else. */
    public void remove(OpenFile base, String path, boolean isDirectory) {
        Place place = find(base, path, false);
        switch (place.existing()) {
            case Node.Directory directory -> {
                if (!isDirectory) {
                    throw new Failure(Errno.EISDIR);
                }
                if (directory == root || place.name().equals(".") || place.name().equals("..")) {
                    throw new Failure(Errno.EINVAL);
                }
                if (!directory.entries.isEmpty()) {
                    throw new Failure(Errno.ENOTEMPTY);
                }
                directory.isRemoved = true;
            }
            case Node.Regular _,Node.Generated _,Node.Link _,Node.Device _ -> {
                if (isDirectory) {
                    throw new Failure(Errno.ENOTDIR);
                }
            }
        }
        place.directory().entries.remove(place.name());
        removed(place.node());
    }

    private void removed(Node node) {
        storage.removeNode();
        if (node instanceof Node.Regular file) {
            file.leave();
        }
    }

    public void rename(OpenFile fromBase, String from, OpenFile toBase, String to) {
        Place source = find(fromBase, from, false);
        Node moved = source.existing();
        Place target = find(toBase, to, false);
        if (moved == target.node()) {
            return;
        }
        if (moved instanceof Node.Directory) {
            // a directory's parent is fixed, and a move below itself would cut it off
            throw new Failure(Errno.EXDEV);
        }
        if (target.node() instanceof Node.Directory) {
            throw new Failure(Errno.EISDIR);
        }
        if (target.directory().isRemoved) {
            throw new Failure(Errno.ENOENT);
        }
        if (target.node() != null) {
            removed(target.node());
        }
        source.directory().entries.remove(source.name());
        target.directory().entries.put(target.name(), moved);
    }

    public void changeDirectory(OpenFile base, String path) {
        if (!(find(base, path, true).existing() instanceof Node.Directory directory)) {
            throw new Failure(Errno.ENOTDIR);
        }
        current = directory;
    }

    /** The path of the current directory. */
    public String currentDirectory() {
        StringBuilder path = new StringBuilder();
        for (Node.Directory at = current; at != root; at = at.parent) {
            Node.Directory child = at;
            if (at.isRemoved) {
                throw new Failure(Errno.ENOENT);
            }
            at.parent.entries.forEach((name, node) -> {
                if (node == child) {
                    path.insert(0, "/" + name);
                }
            });
        }
        return path.isEmpty() ? "/" : path.toString();
    }
}
