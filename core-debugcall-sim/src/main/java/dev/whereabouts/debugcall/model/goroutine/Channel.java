package dev.whereabouts.debugcall.model.goroutine;

import java.util.ArrayDeque;
import java.util.Deque;

/** A channel of words without a buffer. */
public final class Channel {

    /** Goroutines that wait to send what their RBX holds. */
    public final Deque<ModelGoroutine> senders = new ArrayDeque<>();
    public final Deque<ModelGoroutine> receivers = new ArrayDeque<>();
    public boolean isClosed;
}
