package dev.whereabouts.benchmarks.overload;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Clients that no HTTP library lets one be. Their answers, if any, go unread. */
final class RawConnections {

    private static final int PAUSE_MILLIS = 1_000;

    private final int port;

    RawConnections(int port) {
        this.port = port;
    }

    /** Says that a body follows, and sends a byte of it a second until the thread is interrupted or the service has had enough. */
    void drip() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head("/v1/loclists", 1_000_000));
            while (true) {
                out.write(' ');
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException _) {
            // closed by the service, or the end of the load
        }
    }

    /** Sends a whole request and leaves. */
    void leave(Sample sample) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head(sample.path(), sample.body().length));
            out.write(sample.body());
            Thread.sleep(PAUSE_MILLIS);
        } catch (IOException | InterruptedException _) {
            // as it is meant
        }
    }

    /** What is not HTTP. */
    void babble() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("\u0016\u0003\u0001 GET / HTTP/9.9\r\nContent-Length: -1\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        } catch (IOException _) {
            // as it is meant
        }
    }

    private static byte[] head(String path, int length) {
        return ("POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + Sender.TOKEN + "\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
