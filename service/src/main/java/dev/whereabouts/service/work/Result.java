package dev.whereabouts.service.work;

/** What a task hands over; holds bytes of the budget until closed. */
public interface Result extends AutoCloseable {

    @Override
    void close();
}
