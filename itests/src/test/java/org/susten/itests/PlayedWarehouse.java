// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A warehouse: tables beside the hub's own in its PostgreSQL, behind a door of its own that can be shut. */
final class PlayedWarehouse {

    private static final String MAPPING =
            """
            title: State longitudinal data system
            sector: state
            streams:
              - name: children
                source:
                  query: select state_id, first_name, last_name, birth_date, changed_at from slds.student
                  watermark: changed_at
                mode: incremental
                key: state_id
                ignore: [changed_at]
                entities:
                  - entity: Person
                    set:
                      roles: [{constant: student}]
                      givenName: first_name
                      familyName: last_name
                      birthDate: {column: birth_date, as: date}
                      identifiers: [{system: stateStudentId, value: state_id}]
              - name: visits
                source:
                  query: select visit_id, state_id, visit_day, minutes from slds.visit
                mode: snapshot
                key: visit_id
                entities:
                  - entity: ServiceContact
                    set:
                      person: {ref: children, key: state_id}
                      day: {column: visit_day, as: date}
                      minutes: {column: minutes, as: minutes}
            """;

    private final Store store;
    private final int inside;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket door;

    private PlayedWarehouse(Hub hub) throws IOException {
        store = new Store(hub);
        inside = Integer.parseInt(Files.readAllLines(hub.home().resolve("store/postgres/data/postmaster.pid"))
                .get(3)
                .strip());
        door = at(0);
    }

    /** In a hub that runs. */
    static Source in(Hub hub) throws IOException {
        PlayedWarehouse warehouse = new PlayedWarehouse(hub);
        Store store = warehouse.store;
        store.run("create schema slds");
        store.run("create table slds.student (state_id text, first_name text, last_name text, birth_date date,"
                + " changed_at timestamptz)");
        store.run("insert into slds.student select 'ST' || n, 'Inventia' || n, 'Fabricant' || n, date '2015-01-01' + n,"
                + " now() - interval '1 hour' from generate_series(1, 20) n");
        store.run("create table slds.visit (visit_id int, state_id text, visit_day date, minutes int)");
        store.run("insert into slds.visit select n, 'ST' || n, date '2026-02-02', 45 from generate_series(1, 20) n");
        Map<String, String> files = Map.of(
                "mappings/slds.yaml",
                MAPPING,
                "org.susten.connector.warehouse-slds.cfg",
                "site = slds\nmapping = slds\nhold.closed = 0.9\nhold.changed = 1\nsslmode = disable\nuser = susten\n"
                        + "passwordSecret = postgres-susten\nurl = jdbc:postgresql://127.0.0.1:"
                        + warehouse.door.getLocalPort() + "/susten\n");
        return new Source(
                "slds",
                "warehouse",
                files,
                () -> (int)
                        store.number("select (select count(*) from slds.student) + (select count(*) from slds.visit)"),
                () -> {
                    store.run(
                            "update slds.student set last_name = 'Renamed', changed_at = now() where state_id = 'ST1'");
                    store.run("delete from slds.visit where visit_id = 2");
                },
                warehouse::shut,
                warehouse::open);
    }

    private ServerSocket at(int port) {
        try {
            ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            threads.execute(() -> serve(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket from = opened.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), inside);
                synchronized (sockets) {
                    sockets.add(from);
                    sockets.add(to);
                }
                threads.execute(() -> copy(from, to));
                threads.execute(() -> copy(to, from));
            } catch (IOException shut) {
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // either side hung up
        }
    }

    private void shut() {
        try {
            door.close();
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
                sockets.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        door = at(door.getLocalPort());
    }
}
