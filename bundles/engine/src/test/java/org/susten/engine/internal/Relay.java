// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The network between a hub and PostgreSQL, which may be cut: bytes are swallowed and nothing is closed. A relay's own machine goes on to
 * acknowledge what it swallows, so the relay does what the server's machine does then: once the time that the session asked for is over, the
 * server's end of each connection is reset, and the hub's end hears nothing of it until the network is whole again.
 */
final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final int port;
    private final int givenUpAfter;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(64, task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean whole = true;

    /** One connection. */
    private record Line(Socket hub, Socket server) {}

    /** Before a server on this machine; it gives up after so many seconds. */
    Relay(String url, int givenUpAfter) throws IOException {
        this.port = URI.create(url.substring("jdbc:".length())).getPort();
        this.givenUpAfter = givenUpAfter;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The same database by way of the relay. */
    String through(String url) {
        return url.replace(":" + port + '/', ":" + door.getLocalPort() + '/');
    }

    /** From now on nothing reaches anybody. */
    synchronized void cut() {
        whole = false;
        List<Line> cut = List.copyOf(lines);
        threads.schedule(() -> cut.forEach(line -> reset(line.server())), givenUpAfter, TimeUnit.SECONDS);
    }

    /** The network is whole: what was given up on one side is refused to the other, and new connections are made. */
    synchronized void heal() {
        whole = true;
        lines.forEach(line -> reset(line.hub()));
        lines.clear();
    }

    private void accept() {
        try {
            while (true) {
                join(door.accept());
            }
        } catch (IOException e) {
            // closed: nobody comes any more
        }
    }

    /** Whoever comes while the network is cut gets no answer. */
    private synchronized void join(Socket hub) throws IOException {
        Socket server = whole ? new Socket(InetAddress.getLoopbackAddress(), port) : new Socket();
        lines.add(new Line(hub, server));
        if (server.isConnected()) {
            threads.execute(() -> carry(hub, server));
            threads.execute(() -> carry(server, hub));
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] bytes = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (whole) {
                    out.write(bytes, 0, length);
                }
            }
        } catch (IOException e) {
            // one of the sides is gone
        }
        // which is news that does not pass either while the network is cut
        if (whole) {
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        door.close();
        lines.forEach(line -> {
            reset(line.hub());
            reset(line.server());
        });
    }
}
