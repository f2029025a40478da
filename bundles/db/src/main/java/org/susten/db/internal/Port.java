// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port the embedded server listens on: any free one, remembered in a file so that it stays the same. */
final class Port {

    private static final int ANY = 0;

    private final Path file;

    Port(Path file) {
        this.file = file;
    }

    /** The remembered port where it is free, else another, remembered from now on. */
    int choose() throws IOException {
        int port = chosen();
        if (port == ANY || !isFree(port)) {
            port = free();
            Files.writeString(file, Integer.toString(port));
        }
        return port;
    }

    /** The remembered port; 0 where there is none. */
    int chosen() {
        try {
            int port = Integer.parseInt(Files.readString(file).strip());
            return port > 1023 && port < 65536 ? port : ANY;
        } catch (IOException | NumberFormatException e) {
            return ANY;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(ANY, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
