package dev.whereabouts.service.http.observe;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Whether the client of a request still holds its connection open. A servlet learns that only when it writes; here the connection is read
 * without waiting. A client that has ended its own direction only counts as gone, as it does for nginx and for Go's net/http.
 */
final class Presence {

    private static final String ATTRIBUTE = Presence.class.getName();

    private final Request connection;

    Presence(Request connection) {
        this.connection = connection;
    }

    void putInto(org.apache.catalina.connector.Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The presence of a request's client. */
    static Presence of(HttpServletRequest request) {
        return (Presence) request.getAttribute(ATTRIBUTE);
    }

    /** Reads from the connection, so the thread that reads the body calls it. */
    boolean isGone() {
        connection.action(ActionCode.AVAILABLE, true);
        // at the end of the connection Tomcat says that something can be read, namely the end: nothing is in the buffer then
        return connection.getAvailable() > 0 && connection.getInputBuffer() instanceof ApplicationBufferHandler buffer
                && !buffer.getByteBuffer().hasRemaining();
    }
}
