package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code epoll_create} makes: a set of files and of what to report about each (epoll(7)). */
public final class EventPoll extends OpenFile {

    private static final int EDGE_TRIGGERED = 1 << 31;
    private static final int ONE_SHOT = 1 << 30;
    private static final int ALWAYS = POLLERR | POLLHUP;

    /** A file that is watched. */
    private static final class Interest {
        final OpenFile file;
        int events;
        long data;
        long reported = -1;
        boolean isSpent;

        Interest(OpenFile file) {
            this.file = file;
        }
    }

    private record Key(int descriptor, OpenFile file) {}

    /** @param data what the guest gave with the file */
    public record Event(int events, long data) {}

    private final Map<Key, Interest> interests = new LinkedHashMap<>();

    public EventPoll(int flags) {
        super(flags | READ_WRITE);
    }

    public void add(int descriptor, OpenFile file, int events, long data) {
        if (!file.isPollable()) {
            throw new Failure(Errno.EPERM);
        }
        // Linux nests a few levels; nobody needs it, and it would have to be bounded
        if (file instanceof EventPoll) {
            throw new Failure(Errno.EINVAL);
        }
        if (interests.putIfAbsent(new Key(descriptor, file), new Interest(file)) != null) {
            throw new Failure(Errno.EEXIST);
        }
        modify(descriptor, file, events, data);
    }

    public void modify(int descriptor, OpenFile file, int events, long data) {
        Interest interest = interests.get(new Key(descriptor, file));
        if (interest == null) {
            throw new Failure(Errno.ENOENT);
        }
        interest.events = events;
        interest.data = data;
        interest.reported = -1;
        interest.isSpent = false;
    }

    public void remove(int descriptor, OpenFile file) {
        if (interests.remove(new Key(descriptor, file)) == null) {
            throw new Failure(Errno.ENOENT);
        }
    }

    /** A file's last descriptor is closed. */
    void forget(OpenFile file) {
        interests.keySet().removeIf(key -> key.file() == file);
    }

    /** What is to be reported now, at most so many; what is reported moves behind the rest, so that all get their turn. */
    public List<Event> take(int max) {
        List<Event> taken = new ArrayList<>();
        Map<Key, Interest> moved = new LinkedHashMap<>();
        for (Iterator<Map.Entry<Key, Interest>> each = interests.entrySet().iterator(); each.hasNext()
                && taken.size() < max;) {
            Map.Entry<Key, Interest> entry = each.next();
            Interest interest = entry.getValue();
            int events = pending(interest);
            if (events != 0) {
                taken.add(new Event(events, interest.data));
                interest.reported = interest.file.changes();
                interest.isSpent = (interest.events & ONE_SHOT) != 0;
                each.remove();
                moved.put(entry.getKey(), interest);
            }
        }
        interests.putAll(moved);
        return taken;
    }

    private static int pending(Interest interest) {
        boolean isOld = (interest.events & EDGE_TRIGGERED) != 0 && interest.reported == interest.file.changes();
        return isOld || interest.isSpent ? 0 : interest.file.events() & (interest.events | ALWAYS);
    }

    @Override
    public int events() {
        return interests.values().stream().anyMatch(interest -> pending(interest) != 0) ? POLLIN : 0;
    }

    @Override
    public Status status() {
        return new Status(0600, 4, 1, 0, 0);
    }
}
