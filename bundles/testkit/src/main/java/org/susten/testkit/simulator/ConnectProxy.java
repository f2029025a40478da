// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The proxy of a network whose machines reach the web by no other way (CONNECT, RFC 9110, 9.3.6). Every name is known to it as
 * this machine. While it is open, this Java goes through it; for tests that run one after the other.
 */
public final class ConnectProxy implements AutoCloseable {

    private static final List<String> SETTINGS = List.of("https.proxyHost", "https.proxyPort");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    private ConnectProxy() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.submit(this::listen);
    }

    /** Opens one, and lets this Java use it. */
    public static ConnectProxy open() {
        try {
            ConnectProxy proxy = new ConnectProxy();
            System.setProperty(SETTINGS.get(0), "localhost");
            System.setProperty(SETTINGS.get(1), Integer.toString(proxy.server.getLocalPort()));
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses from now on with that status of HTTP. */
    public ConnectProxy refuse(int status) {
        refusal = status;
        return this;
    }

    /** What it was asked, each with its headers: all that is not encrypted. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private Void listen() throws IOException {
        while (true) {
            Socket client = server.accept();
            threads.submit(() -> serve(client));
        }
    }

    private Void serve(Socket client) throws IOException {
        try (client) {
            String head = head(client);
            heads.add(head);
            if (refusal != 0) {
                say(client, refusal + " Refused\r\nContent-Length: 0");
                return null;
            }
            int port = Integer.parseInt(head.replaceFirst("(?s)CONNECT \\S+:(\\d+) .*", "$1"));
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                say(client, "200 Connection established");
                threads.submit(() -> carry(target, client));
                return carry(client, target);
            }
        }
    }

    /** Byte by byte: what follows the head is not the proxy's. */
    private static String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("the client went away");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void say(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Void carry(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
        return null;
    }

    @Override
    public void close() {
        SETTINGS.forEach(System::clearProperty);
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
