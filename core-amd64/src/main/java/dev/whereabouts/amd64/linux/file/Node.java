package dev.whereabouts.amd64.linux.file;

import java.util.TreeMap;
import java.util.function.Supplier;

/** Something in the tree of files. Identity is what makes two nodes different. */
public abstract sealed class Node {

    private final long inode;

    private Node(long inode) {
        this.inode = inode;
    }

    long inode() {
        return inode;
    }

    /** A directory; its own name is in its parent. */
    static final class Directory extends Node {
        final TreeMap<String, Node> entries = new TreeMap<>();
        final Directory parent;
        boolean isRemoved;

        /** @param parent null for the root */
        Directory(long inode, Directory parent) {
            super(inode);
            this.parent = parent == null ? this : parent;
        }
    }

    /** A file with bytes of its own. */
    static final class Regular extends Node {
        final Content content;
        int permissions;
        private int uses = 1;

        Regular(long inode, Content content, int permissions) {
            super(inode);
            this.content = content;
            this.permissions = permissions;
        }

        /** The file is open once more. */
        void use() {
            uses++;
        }

        /** The file is open once less, or its name is removed: with the last use its bytes are free. */
        void leave() {
            uses--;
            if (uses == 0) {
                content.release();
            }
        }
    }

    /** A file whose bytes are made when it is opened. */
    static final class Generated extends Node {
        final Supplier<byte[]> bytes;

        Generated(long inode, Supplier<byte[]> bytes) {
            super(inode);
            this.bytes = bytes;
        }
    }

    /** A symbolic link. */
    static final class Link extends Node {
        final String target;

        Link(long inode, String target) {
            super(inode);
            this.target = target;
        }
    }

    /** A character device. */
    static final class Device extends Node {
        final Kind kind;

        Device(long inode, Kind kind) {
            super(inode);
            this.kind = kind;
        }

        /** Devices by what they do; the numbers are those of Linux (Documentation/admin-guide/devices.txt). */
        enum Kind {
            NULL(3), ZERO(5), FULL(7), RANDOM(8), URANDOM(9);

            final int minor;

            Kind(int minor) {
                this.minor = minor;
            }
        }
    }
}
