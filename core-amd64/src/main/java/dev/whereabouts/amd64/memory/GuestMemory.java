package dev.whereabouts.amd64.memory;

import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.cpu.GuestFault.Access;
import dev.whereabouts.amd64.memory.PageTable.Page;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory of a guest, little-endian, with 48-bit canonical addresses. Reads and writes throw {@link GuestFault}: a page fault at the first
 * byte out of reach, or a general-protection fault where an address is not canonical. A write that faults has written nothing.
 *
 * <p>Two tables of recently used pages, one for reads and one for writes, make the usual access one comparison and one load. A watched page is
 * never in the table for writes.
 */
public final class GuestMemory {

    public static final int PAGE = 4096;

    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXECUTE = 4;

    /** The first address that user mode cannot have. */
    public static final long USER_END = 1L << 47;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int OFFSET = PAGE - 1;
    private static final int RECENT = 4096;
    private static final long NO_PAGE = -1;

    /** Until {@code end}, exclusive, from the key in {@link #mappings}. */
    private record Mapping(long end, int access) {}

    /** Told of the first write to a page after {@link #watch}, before the bytes change. */
    @FunctionalInterface
    public interface WriteWatcher {

        /** @param page the page's address */
        void written(long page);
    }

    private final long maxBytes;
    private final int maxMappings;
    private final TreeMap<Long, Mapping> mappings = new TreeMap<>();
    private final PageTable pages = new PageTable();
    private final long[] readTag = new long[RECENT];
    private final byte[][] readPage = new byte[RECENT][];
    private final long[] writeTag = new long[RECENT];
    private final byte[][] writePage = new byte[RECENT][];
    private WriteWatcher watcher = page -> {};

    /**
     * @param maxBytes    of touched pages
     * @param maxMappings adjacent ones of one access count as one
     */
    public GuestMemory(long maxBytes, int maxMappings) {
        this.maxBytes = maxBytes;
        this.maxMappings = maxMappings;
        forgetRecent();
    }

    public void onWriteToWatched(WriteWatcher to) {
        watcher = to;
    }

    /** Bytes of the pages that were touched. */
    public long touchedBytes() {
        return (long) pages.size() * PAGE;
    }

    /**
     * Maps fresh zero pages, in place of whatever is there.
     *
     * @param start  of a page
     * @param length a multiple of the page size
     */
    public void map(long start, long length, int access) {
        unmap(start, length);
        put(start, start + length, access);
    }

    /** Removes mappings; what is not mapped stays so. */
    public void unmap(long start, long length) {
        cut(start, start + length);
        mappings.subMap(start, start + length).clear();
        discard(start, length);
    }

    /** Whether the page at an address holds bytes. */
    public boolean isTouched(long address) {
        return pages.get(address & ~OFFSET) != null;
    }

    /** Makes pages zero again and keeps their mapping, as {@code MADV_DONTNEED} does. */
    public void discard(long start, long length) {
        for (Page page : pages.within(start, start + length)) {
            pages.remove(page);
            tell(page);
        }
        forgetRecent();
    }

    /** Moves touched pages to pages that are mapped and not touched; the pages they leave are zero. Both ranges are apart. */
    public void movePages(long from, long length, long to) {
        for (Page page : pages.within(from, from + length)) {
            pages.remove(page);
            tell(page);
            long address = page.address - from + to;
            pages.add(page.movedTo(address, accessAt(address)));
        }
        forgetRecent();
    }

    private void tell(Page page) {
        if (page.isWatched) {
            page.isWatched = false;
            watcher.written(page.address);
        }
    }

    /** Changes the access of pages. @return whether all of them are mapped; if not, nothing is changed */
    public boolean protect(long start, long length, int access) {
        long end = start + length;
        if (!isMapped(start, length)) {
            return false;
        }
        cut(start, end);
        mappings.subMap(start, end).clear();
        put(start, end, access);
        for (Page page : pages.within(start, end)) {
            page.access = access;
            if ((access & EXECUTE) == 0) {
                tell(page);
            }
        }
        forgetRecent();
        return true;
    }

    /** Whether every page is mapped, with whatever access. */
    public boolean isMapped(long start, long length) {
        long at = start;
        while (at < start + length) {
            Map.Entry<Long, Mapping> below = mappings.floorEntry(at);
            if (below == null || below.getValue().end() <= at) {
                return false;
            }
            at = below.getValue().end();
        }
        return true;
    }

    /** Whether no page is mapped. */
    public boolean isFree(long start, long length) {
        Map.Entry<Long, Mapping> below = mappings.lowerEntry(start + length);
        return below == null || below.getValue().end() <= start;
    }

    /** The start of the mapping at an address or the first one above it, or -1. */
    public long mappingFrom(long address) {
        Map.Entry<Long, Mapping> at = mappings.floorEntry(address);
        if (at != null && at.getValue().end() > address) {
            return at.getKey();
        }
        Long above = mappings.ceilingKey(address);
        return above == null ? -1 : above;
    }

    /** The end, exclusive, of the mapping that starts at an address that {@link #mappingFrom} gave. */
    public long mappingEnd(long start) {
        return mappings.get(start).end();
    }

    /** The access at an address, or -1 where nothing is mapped. */
    public int accessAt(long address) {
        Map.Entry<Long, Mapping> at = mappings.floorEntry(address);
        return at == null || at.getValue().end() <= address ? -1 : at.getValue().access();
    }

    private void cut(long start, long end) {
        cutAt(start);
        cutAt(end);
    }

    private void cutAt(long address) {
        Map.Entry<Long, Mapping> below = mappings.lowerEntry(address);
        if (below != null && below.getValue().end() > address) {
            mappings.put(below.getKey(), new Mapping(address, below.getValue().access()));
            mappings.put(address, below.getValue());
        }
    }

    private void put(long start, long end, int access) {
        long from = start;
        long to = end;
        Map.Entry<Long, Mapping> below = mappings.lowerEntry(start);
        if (below != null && below.getValue().end() == start && below.getValue().access() == access) {
            from = below.getKey();
        }
        Mapping above = mappings.get(end);
        if (above != null && above.access() == access) {
            mappings.remove(end);
            to = above.end();
        }
        mappings.put(from, new Mapping(to, access));
        if (mappings.size() > maxMappings) {
            throw new MemoryLimitException(MemoryLimitException.Limit.MAPPINGS);
        }
    }

    /** From now on the first write to a page is told. @param page its address */
    public void watch(long page) {
        page(page).isWatched = true;
        int slot = slot(page);
        if (writeTag[slot] == page) {
            writeTag[slot] = NO_PAGE;
        }
    }

    private void forgetRecent() {
        Arrays.fill(readTag, NO_PAGE);
        Arrays.fill(writeTag, NO_PAGE);
        Arrays.fill(readPage, null);
        Arrays.fill(writePage, null);
    }

    private static int slot(long page) {
        return (int) (page >>> 12) & RECENT - 1;
    }

    private Page page(long address) {
        Page page = pages.get(address);
        if (page == null) {
            if (touchedBytes() + PAGE > maxBytes) {
                throw new MemoryLimitException(MemoryLimitException.Limit.BYTES);
            }
            page = new Page(address, accessAt(address));
            pages.add(page);
        }
        return page;
    }

    /** The page to access, which must allow it; a page that can be written or executed can be read: the hardware has no bit for reading alone. */
    private Page page(long address, int needed, Access access) {
        Page page = pages.get(address & ~OFFSET);
        if (page == null) {
            check(address, needed, access);
            return page(address & ~OFFSET);
        }
        if (page.access <= 0 || needed != READ && (page.access & needed) == 0) {
            throw GuestFault.page(address, access);
        }
        return page;
    }

    private void check(long address, int needed, Access access) {
        if (address >>> 47 != 0) {
            if (address >> 47 != -1) {
                throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
            }
            throw GuestFault.page(address, access);
        }
        int given = accessAt(address);
        if (given <= 0 || needed != READ && (given & needed) == 0) {
            throw GuestFault.page(address, access);
        }
    }

    private byte[] readable(long address) {
        long page = address & ~OFFSET;
        int slot = slot(page);
        if (readTag[slot] == page) {
            return readPage[slot];
        }
        byte[] bytes = page(address, READ, Access.READ).bytes;
        readTag[slot] = page;
        readPage[slot] = bytes;
        return bytes;
    }

    private byte[] writable(long address) {
        long page = address & ~OFFSET;
        int slot = slot(page);
        if (writeTag[slot] == page) {
            return writePage[slot];
        }
        Page to = page(address, WRITE, Access.WRITE);
        tell(to);
        writeTag[slot] = page;
        writePage[slot] = to.bytes;
        return to.bytes;
    }

    /** One byte, zero-extended. */
    public int readByte(long address) {
        return readable(address)[(int) address & OFFSET] & 0xff;
    }

    /** Two bytes, zero-extended. */
    public int readShort(long address) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 2) {
            return (short) SHORT.get(readable(address), offset) & 0xffff;
        }
        return (int) readParts(address, 2);
    }

    public int readInt(long address) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 4) {
            return (int) INT.get(readable(address), offset);
        }
        return (int) readParts(address, 4);
    }

    public long readLong(long address) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 8) {
            return (long) LONG.get(readable(address), offset);
        }
        return readParts(address, 8);
    }

    private long readParts(long address, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) readByte(address + i) << 8 * i;
        }
        return value;
    }

    public void writeByte(long address, int value) {
        writable(address)[(int) address & OFFSET] = (byte) value;
    }

    public void writeShort(long address, int value) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 2) {
            SHORT.set(writable(address), offset, (short) value);
        } else {
            writeParts(address, value, 2);
        }
    }

    public void writeInt(long address, int value) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 4) {
            INT.set(writable(address), offset, value);
        } else {
            writeParts(address, value, 4);
        }
    }

    public void writeLong(long address, long value) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 8) {
            LONG.set(writable(address), offset, value);
        } else {
            writeParts(address, value, 8);
        }
    }

    /**
     * Writes eight bytes if nobody is to be told.
     *
     * @return whether they were written
     */
    public boolean writeLongUntold(long address, long value) {
        int offset = (int) address & OFFSET;
        if (offset > PAGE - 8) {
            return false;
        }
        long page = address & ~OFFSET;
        int slot = slot(page);
        if (writeTag[slot] == page) {
            LONG.set(writePage[slot], offset, value);
            return true;
        }
        if (page(address, WRITE, Access.WRITE).isWatched) {
            return false;
        }
        writeLong(address, value);
        return true;
    }

    /** One byte, zero-extended, that is then written: throws what the write would. */
    public int readByteToWrite(long address) {
        return writable(address)[(int) address & OFFSET] & 0xff;
    }

    /** Two bytes, zero-extended, that are then written: throws what the write would. */
    public int readShortToWrite(long address) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 2) {
            return (short) SHORT.get(writable(address), offset) & 0xffff;
        }
        checkWrite(address, 2);
        return (int) readParts(address, 2);
    }

    /** Four bytes that are then written: throws what the write would. */
    public int readIntToWrite(long address) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 4) {
            return (int) INT.get(writable(address), offset);
        }
        checkWrite(address, 4);
        return (int) readParts(address, 4);
    }

    /** Eight bytes that are then written: throws what the write would. */
    public long readLongToWrite(long address) {
        int offset = (int) address & OFFSET;
        if (offset <= PAGE - 8) {
            return (long) LONG.get(writable(address), offset);
        }
        checkWrite(address, 8);
        return readParts(address, 8);
    }

    private void writeParts(long address, long value, int size) {
        checkWrite(address, size);
        for (int i = 0; i < size; i++) {
            writeByte(address + i, (int) (value >>> 8 * i));
        }
    }

    /**
     * Throws what a write would, and writes nothing.
     *
     * @param size bytes, at most a page
     */
    public void checkWrite(long address, int size) {
        writable(address);
        long last = address + size - 1;
        if ((address ^ last) >>> 12 != 0) {
            writable(last & ~OFFSET);
        }
    }

    /**
     * The instruction bytes from an address on, as many as there are up to a maximum.
     *
     * @return how many; fewer than asked for where what follows is not executable
     * @throws GuestFault if not even the first is executable
     */
    public int fetch(long address, byte[] into, int length) {
        check(address, EXECUTE, Access.EXECUTE);
        for (int i = 0; i < length; i++) {
            long at = address + i;
            if (i > 0 && (at & OFFSET) == 0) {
                int access = at >>> 47 == 0 ? accessAt(at) : -1;
                if (access < 0 || (access & EXECUTE) == 0) {
                    return i;
                }
            }
            into[i] = readable(at)[(int) at & OFFSET];
        }
        return length;
    }

    /**
     * Copies bytes, none of them behind the end of the page that the first is in, on either side. The source faults first.
     */
    public void copyWithinPages(long to, long from, int length) {
        byte[] source = readable(from);
        System.arraycopy(source, (int) from & OFFSET, writable(to), (int) to & OFFSET, length);
    }

    /**
     * Writes the same byte all over, none behind the end of the page that the first is in.
     */
    public void fillWithinPage(long to, byte value, int length) {
        int offset = (int) to & OFFSET;
        Arrays.fill(writable(to), offset, offset + length, value);
    }

    /** Reads bytes as {@link #readByte} does, one after another. */
    public void read(long address, byte[] into, int from, int length) {
        int done = 0;
        while (done < length) {
            long at = address + done;
            int offset = (int) at & OFFSET;
            int run = Math.min(length - done, PAGE - offset);
            System.arraycopy(readable(at), offset, into, from + done, run);
            done += run;
        }
    }

    /** Writes bytes as {@link #writeByte} does, page by page: those before a page that faults are written. */
    public void write(long address, byte[] source, int from, int length) {
        int done = 0;
        while (done < length) {
            long at = address + done;
            int offset = (int) at & OFFSET;
            int run = Math.min(length - done, PAGE - offset);
            System.arraycopy(source, from + done, writable(at), offset, run);
            done += run;
        }
    }

    /**
     * Writes bytes whatever the access is, as a loader or a debugger does.
     *
     * @throws GuestFault where nothing is mapped
     */
    public void poke(long address, byte[] source, int from, int length) {
        for (int done = 0; done < length;) {
            long at = address + done;
            if (accessAt(at) < 0) {
                throw GuestFault.page(at, Access.WRITE);
            }
            int offset = (int) at & OFFSET;
            int run = Math.min(length - done, PAGE - offset);
            Page page = page(at & ~OFFSET);
            tell(page);
            System.arraycopy(source, from + done, page.bytes, offset, run);
            done += run;
        }
    }

    /**
     * Reads bytes whatever the access is, as a debugger does.
     *
     * @throws GuestFault where nothing is mapped
     */
    public void peek(long address, byte[] into, int from, int length) {
        for (int done = 0; done < length;) {
            long at = address + done;
            if (accessAt(at) < 0) {
                throw GuestFault.page(at, Access.READ);
            }
            int offset = (int) at & OFFSET;
            int run = Math.min(length - done, PAGE - offset);
            Page page = pages.get(at & ~OFFSET);
            if (page == null) {
                Arrays.fill(into, from + done, from + done + run, (byte) 0);
            } else {
                System.arraycopy(page.bytes, offset, into, from + done, run);
            }
            done += run;
        }
    }
}
