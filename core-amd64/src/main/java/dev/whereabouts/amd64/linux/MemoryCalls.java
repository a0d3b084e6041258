package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.file.OpenFile;
import dev.whereabouts.amd64.memory.GuestMemory;

/** System calls on memory: mmap(2), munmap(2), mprotect(2), mremap(2), madvise(2), mincore(2), brk(2). */
final class MemoryCalls {

    private static final int ACCESS = GuestMemory.READ | GuestMemory.WRITE | GuestMemory.EXECUTE;
    private static final int MAP_TYPE = 15;
    private static final int MAP_SHARED = 1;
    private static final int MAP_SHARED_VALIDATE = 3;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_FIXED_NOREPLACE = 0x100000;
    private static final int MREMAP_MAYMOVE = 1;
    private static final int MREMAP_FIXED = 2;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_FREE = 8;
    private static final int MADV_COLLAPSE = 25;
    private static final int CHUNK = 65_536;

    private final Kernel kernel;
    private final AddressSpace space;

    MemoryCalls(Kernel kernel) {
        this.kernel = kernel;
        space = kernel.space;
    }

    private static void require(boolean holds, int errno) {
        if (!holds) {
            throw new Failure(errno);
        }
    }

    private static boolean isAligned(long address) {
        return (address & GuestMemory.PAGE - 1) == 0;
    }

    long map(long address, long bytes, long access, long flags, int descriptor, long offset) {
        boolean isFixed = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0;
        int type = (int) flags & MAP_TYPE;
        require(bytes != 0 && isAligned(offset) && type >= MAP_SHARED && type <= MAP_SHARED_VALIDATE
                && (!isFixed || isAligned(address)), Errno.EINVAL);
        require(bytes > 0 && bytes < AddressSpace.STACK_END, Errno.ENOMEM);
        long length = AddressSpace.roundUp(bytes);
        OpenFile file = null;
        if ((flags & MAP_ANONYMOUS) == 0) {
            file = kernel.descriptors.file(descriptor);
            boolean isWrittenBack = type != 2 && (access & GuestMemory.WRITE) != 0;
            require(file.status().isRegular() && !isWrittenBack, Errno.ENODEV);
            file.readAt(0, new byte[0], 0);
        }
        long start;
        if (isFixed) {
            require(address >= AddressSpace.LOWEST, Errno.EPERM);
            require(AddressSpace.isAllowed(address, length), Errno.ENOMEM);
            require((flags & MAP_FIXED_NOREPLACE) == 0 || space.isFree(address, length), Errno.EEXIST);
            start = address;
        } else {
            long hint = address & -GuestMemory.PAGE;
            start = AddressSpace.isAllowed(hint, length) && space.isFree(hint, length) ? hint : space.place(length);
        }
        space.map(start, length, (int) access & ACCESS);
        if (file != null) {
            load(file, offset, start, length);
        }
        return start;
    }

    private void load(OpenFile file, long offset, long start, long length) {
        byte[] chunk = new byte[(int) Math.min(length, CHUNK)];
        for (long done = 0; done < length;) {
            int count = file.readAt(offset + done, chunk, (int) Math.min(chunk.length, length - done));
            if (count <= 0) {
                break;
            }
            kernel.memory.poke(start + done, chunk, 0, count);
            done += count;
        }
    }

    long unmap(long address, long bytes) {
        require(isAligned(address) && bytes > 0 && address >= 0 && bytes <= AddressSpace.STACK_END - address,
                Errno.EINVAL);
        space.unmap(address, AddressSpace.roundUp(bytes));
        return 0;
    }

    long protect(long address, long bytes, long access) {
        require(isAligned(address), Errno.EINVAL);
        if (bytes != 0) {
            checkRange(address, bytes);
            space.protect(address, AddressSpace.roundUp(bytes), (int) access & ACCESS);
        }
        return 0;
    }

    private static void checkRange(long address, long bytes) {
        require(address >= 0 && bytes >= 0 && address < AddressSpace.STACK_END
                && bytes <= AddressSpace.STACK_END - address, Errno.ENOMEM);
    }

    long advise(long address, long bytes, int advice) {
        require(isAligned(address) && advice >= 0 && advice != MADV_COLLAPSE, Errno.EINVAL);
        if (bytes == 0) {
            return 0;
        }
        checkRange(address, bytes);
        long length = AddressSpace.roundUp(bytes);
        require(kernel.memory.isMapped(address, length), Errno.ENOMEM);
        // pages that are free may be taken at any time, so at once
        if (advice == MADV_DONTNEED || advice == MADV_FREE) {
            kernel.memory.discard(address, length);
        }
        return 0;
    }

    /** {@code mincore}: which pages hold bytes. */
    long resident(long address, long bytes, long to) {
        require(isAligned(address), Errno.EINVAL);
        checkRange(address, bytes);
        long length = AddressSpace.roundUp(bytes);
        require(kernel.memory.isMapped(address, length), Errno.ENOMEM);
        for (long page = 0; page < length / GuestMemory.PAGE; page++) {
            kernel.memory.writeByte(to + page, kernel.memory.isTouched(address + page * GuestMemory.PAGE) ? 1 : 0);
        }
        return 0;
    }

    long remap(long address, long oldBytes, long newBytes, long flags, long wanted) {
        boolean isFixed = (flags & MREMAP_FIXED) != 0;
        require(isAligned(address) && newBytes > 0 && oldBytes > 0 && (flags & ~3) == 0
                && (!isFixed || (flags & MREMAP_MAYMOVE) != 0 && isAligned(wanted)), Errno.EINVAL);
        checkRange(address, oldBytes);
        require(newBytes < AddressSpace.STACK_END, Errno.ENOMEM);
        long before = AddressSpace.roundUp(oldBytes);
        long after = AddressSpace.roundUp(newBytes);
        int access = kernel.memory.accessAt(address);
        require(access >= 0 && kernel.memory.isMapped(address, before), Errno.EFAULT);
        if (isFixed) {
            require(AddressSpace.isAllowed(wanted, after) && (wanted + after <= address || address + before <= wanted),
                    Errno.EINVAL);
            return move(address, before, wanted, after, access);
        }
        if (after <= before) {
            if (after < before) {
                space.unmap(address + after, before - after);
            }
            return address;
        }
        if (AddressSpace.isAllowed(address, after) && space.isFree(address + before, after - before)) {
            space.map(address + before, after - before, access);
            return address;
        }
        require((flags & MREMAP_MAYMOVE) != 0, Errno.ENOMEM);
        return move(address, before, space.place(after), after, access);
    }

    private long move(long from, long before, long to, long after, int access) {
        space.map(to, after, access);
        if (after < before) {
            space.unmap(from + after, before - after);
        }
        space.move(from, Math.min(before, after), to);
        return to;
    }

    long moveBreak(long to) {
        return space.moveBreak(to);
    }
}
