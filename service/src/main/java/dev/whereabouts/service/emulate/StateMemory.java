package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The memory of a machine state, and what changes in it. Only the guest's pages are held: what a page was before is made anew from the request
 * when it is asked for, a page at a time.
 */
final class StateMemory {

    private static final int MAX_REGIONS = 1_000;

    private final List<Region> regions = new ArrayList<>();
    private final long maxBytes;
    private final StateValues values;
    private final GuestMemory guest;

    /** Bytes that are given. */
    private record Given(long at, byte[] bytes) {}

    /**
     * A region as it is given.
     *
     * @param fill  every byte that nothing else is said of
     * @param given by the page that they lie in; later ones are written over earlier ones
     */
    private record Region(long address, long size, byte fill, Map<Long, List<Given>> given) {

        /** A page as it is before the start. */
        void page(long page, byte[] into) {
            Arrays.fill(into, fill);
            for (Given bytes : given.getOrDefault(page, List.of())) {
                long from = Math.max(page, bytes.at());
                long to = Math.min(page + into.length, bytes.at() + bytes.bytes().length);
                System.arraycopy(bytes.bytes(), (int) (from - bytes.at()), into, (int) (from - page),
                        (int) (to - from));
            }
        }
    }

    /** @param values reads what is given, and takes note of what is wrong */
    StateMemory(long maxBytes, StateValues values) {
        this.maxBytes = maxBytes;
        this.values = values;
        guest = new GuestMemory(maxBytes, 2 * MAX_REGIONS);
    }

    GuestMemory guest() {
        return guest;
    }

    /**
     * Maps and fills them, up to the first that cannot be.
     *
     * @throws InputException if they are larger than the guest's memory may be
     */
    void regions(List<EmulationRequest.Region> given) {
        if (given.size() > MAX_REGIONS) {
            values.fault("/memory", "expected at most " + MAX_REGIONS + " regions");
            return;
        }
        long total = 0;
        for (int i = 0; i < given.size() && values.areGood(); i++) {
            total += region(given.get(i), "/memory/" + i, maxBytes - total);
        }
    }

    private long region(EmulationRequest.Region given, String at, long room) {
        long address = values.address(given.address(), at + "/address");
        if ((address & GuestMemory.PAGE - 1) != 0) {
            values.fault(at + "/address", "expected a multiple of " + GuestMemory.PAGE);
        }
        Long size = given.size();
        if (size == null || size <= 0 || size % GuestMemory.PAGE != 0) {
            return values.fault(at + "/size", "expected a multiple of " + GuestMemory.PAGE + " greater than 0");
        }
        if (size > room) {
            throw InputException.limit(new Place.Pointer(at + "/size"), "guestMemoryBytes", maxBytes);
        }
        if (address < 0 || address > GuestMemory.USER_END - size) {
            return values.fault(at, "expected a region below 0x" + Long.toHexString(GuestMemory.USER_END));
        }
        if (!guest.isFree(address, size)) {
            return values.fault(at, "overlaps a region before it");
        }
        byte[] fill = given.fill() == null ? new byte[1] : values.hex(given.fill(), at + "/fill");
        if (fill.length != 1) {
            return values.fault(at + "/fill", "expected one byte, two hexadecimal digits");
        }
        Region region = new Region(address, size, fill[0], new HashMap<>());
        data(given, region, at + "/data");
        guest.map(address, size, access(given.access(), at + "/access"));
        fill(region);
        regions.add(region);
        return size;
    }

    private void data(EmulationRequest.Region given, Region into, String at) {
        if (given.data() == null) {
            return;
        }
        for (int i = 0; i < given.data().size() && values.areGood(); i++) {
            EmulationRequest.Data data = given.data().get(i);
            long from = values.address(data.at(), at + "/" + i + "/at");
            byte[] bytes = values.hex(data.bytes(), at + "/" + i + "/bytes");
            if (from < into.address() || from - into.address() > into.size() - bytes.length) {
                values.fault(at + "/" + i + "/at", "expected bytes within the region");
            } else {
                add(new Given(from, bytes), into);
            }
        }
    }

    private static void add(Given bytes, Region into) {
        long end = bytes.at() + bytes.bytes().length;
        for (long page = pageOf(bytes.at()); page < end; page += GuestMemory.PAGE) {
            into.given().computeIfAbsent(page, _ -> new ArrayList<>(1)).add(bytes);
        }
    }

    private static long pageOf(long address) {
        return address & -GuestMemory.PAGE;
    }

    private int access(String letters, String at) {
        int access = 0;
        if (letters == null || !letters.matches("r?w?x?")) {
            values.fault(at, "expected letters of \"rwx\", in this order");
            return 0;
        }
        access |= letters.indexOf('r') >= 0 ? GuestMemory.READ : 0;
        access |= letters.indexOf('w') >= 0 ? GuestMemory.WRITE : 0;
        access |= letters.indexOf('x') >= 0 ? GuestMemory.EXECUTE : 0;
        return access;
    }

    /** Pages that are zero are so without being touched. */
    private void fill(Region region) {
        byte[] bytes = new byte[GuestMemory.PAGE];
        for (long page = region.address(); page < region.address() + region.size(); page += GuestMemory.PAGE) {
            if (region.fill() != 0 || region.given().containsKey(page)) {
                region.page(page, bytes);
                guest.poke(page, bytes, 0, bytes.length);
            }
        }
    }

    /** Writes the bytes that are not as they were: each run of them as an object, in the order of regions and addresses. */
    void writeChanges(JsonGenerator json) {
        json.writeArrayPropertyStart("memory");
        byte[] before = new byte[GuestMemory.PAGE];
        byte[] after = new byte[GuestMemory.PAGE];
        for (Region region : regions) {
            long run = -1;
            long end = region.address() + region.size();
            for (long page = region.address(); page < end; page += GuestMemory.PAGE) {
                if (guest.isTouched(page)) {
                    region.page(page, before);
                    guest.peek(page, after, 0, after.length);
                    run = changes(page, before, after, run, json);
                } else if (run >= 0) {
                    write(run, page, json);
                    run = -1;
                }
            }
            if (run >= 0) {
                write(run, end, json);
            }
        }
        json.writeEndArray();
    }

    /**
     * Writes the runs that end in a page.
     *
     * @param open where a run began that reaches this page, or -1
     * @return where one begins that reaches the next, or -1
     */
    private long changes(long page, byte[] before, byte[] after, long open, JsonGenerator json) {
        long run = open;
        int at = 0;
        while (at < after.length) {
            if (run < 0) {
                int same = Arrays.mismatch(before, at, before.length, after, at, after.length);
                if (same < 0) {
                    return -1;
                }
                at += same;
                run = page + at;
            }
            while (at < after.length && before[at] != after[at]) {
                at++;
            }
            if (at < after.length) {
                write(run, page + at, json);
                run = -1;
            }
        }
        return run;
    }

    private void write(long from, long to, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("at", "0x" + Long.toHexString(from));
        json.writeName("bytes");
        json.writeString(new HexReader(guest, from, to), -1);
        json.writeEndObject();
    }
}
