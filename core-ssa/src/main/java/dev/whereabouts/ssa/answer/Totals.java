package dev.whereabouts.ssa.answer;

/** What the answers of a request add up to. */
public final class Totals {

    private long functions;
    private long lists;
    private long entries;
    private long values;

    /** Counts an answer. */
    public void add(FunctionAnswer answer) {
        functions++;
        lists += answer.lists().lists();
        entries += answer.lists().entries();
        values += answer.lists().function().values();
    }

    public long functions() {
        return functions;
    }

    public long lists() {
        return lists;
    }

    public long entries() {
        return entries;
    }

    public long values() {
        return values;
    }
}
