// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.IntSupplier;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.SelfSigned;
import org.susten.testkit.simulator.Simulator;

/**
 * A source system that is played on this machine, as an operator connects it: it can be changed, shut and opened again at the same
 * place.
 */
final class Source implements AutoCloseable {

    private final String name;
    private final String connector;
    private final Map<String, String> files;
    private final IntSupplier rows;
    private final Runnable changes;
    private final Runnable shut;
    private final Runnable open;

    /**
     * A source.
     *
     * @param files what the operator writes, by path below {@code etc}
     * @param rows how many rows it has now
     * @param changes changes one of them, and takes another one away
     */
    Source(
            String name,
            String connector,
            Map<String, String> files,
            IntSupplier rows,
            Runnable changes,
            Runnable shut,
            Runnable open) {
        this.name = name;
        this.connector = connector;
        this.files = files;
        this.rows = rows;
        this.changes = changes;
        this.shut = shut;
        this.open = open;
    }

    /** A played server, over TLS where there is a certificate. */
    static final class Server {
        private final Simulator.Site site;
        private final SelfSigned certificate;
        private Simulator simulator;

        Server(Simulator.Site site, SelfSigned certificate) {
            this.site = site;
            this.certificate = certificate;
            this.simulator = at(0);
        }

        private Simulator at(int port) {
            return certificate == null ? Simulator.on(port, site) : Simulator.secure(port, certificate, site);
        }

        String address() {
            return simulator.address();
        }

        void shut() {
            simulator.close();
        }

        void open() {
            simulator = at(simulator.port());
        }
    }

    String name() {
        return name;
    }

    String connector() {
        return connector;
    }

    int rows() {
        return rows.getAsInt();
    }

    /** Writes its files into a hub, the connection's own last. */
    void connect(Hub hub) throws Exception {
        secret(hub, Gate.SECRET);
        for (Map.Entry<String, String> file : files.entrySet()) {
            hub.put("etc/" + file.getKey(), file.getValue());
        }
    }

    /** The secret that is named like the connection. */
    void secret(Hub hub, String value) throws Exception {
        Path file = hub.home().resolve("etc/secrets/" + name);
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    void change() {
        changes.run();
    }

    void shut() {
        shut.run();
    }

    void open() {
        open.run();
    }

    @Override
    public void close() {
        shut.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
