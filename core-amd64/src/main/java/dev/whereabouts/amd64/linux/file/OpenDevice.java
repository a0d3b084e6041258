package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.util.Arrays;

/** An open device. */
final class OpenDevice extends OpenFile {

    private final Node.Device device;
    private final RandomBytes random;

    OpenDevice(Node.Device device, int flags, RandomBytes random) {
        super(flags);
        this.device = device;
        this.random = random;
    }

    @Override
    public int read(byte[] into, int length) {
        switch (device.kind) {
            case NULL -> {
                return 0;
            }
            case ZERO, FULL -> Arrays.fill(into, 0, length, (byte) 0);
            case RANDOM, URANDOM -> random.fill(into, length);
        }
        return length;
    }

    @Override
    public int readAt(long position, byte[] into, int length) {
        return read(into, length);
    }

    @Override
    public int write(byte[] from, int length) {
        if (device.kind == Node.Device.Kind.FULL) {
            throw new Failure(Errno.ENOSPC);
        }
        return length;
    }

    @Override
    public int writeAt(long position, byte[] from, int length) {
        return write(from, length);
    }

    @Override
    public long seek(long offset, int whence) {
        return 0;
    }

    @Override
    public int events() {
        return POLLIN | POLLOUT;
    }

    @Override
    public boolean isPollable() {
        return device.kind == Node.Device.Kind.RANDOM || device.kind == Node.Device.Kind.URANDOM;
    }

    @Override
    public Status status() {
        return Status.of(device);
    }
}
