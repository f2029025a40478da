// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.db.Database;
import org.susten.engine.Connections;
import org.susten.feeds.Deliveries;
import org.susten.files.OperatorFiles;

/** Whether the hub can do its work now; says what is missing. */
final class Readiness {

    private static final String CONNECTIONS = "org.susten.connector.*.cfg";

    private Readiness() {}

    /**
     * What the hub still waits for; empty where it is ready.
     *
     * @param patient whether connections that are not up are still waited for; afterwards each is its own problem, told elsewhere
     */
    static List<String> missing(
            boolean patient,
            @Nullable Database database,
            @Nullable OperatorFiles files,
            @Nullable Connections connections,
            @Nullable Deliveries deliveries) {
        List<String> missing = new ArrayList<>();
        if (database == null || !database.answers()) {
            missing.add(
                    "the database does not answer, takes no changes or does not let the hub in (bin/susten log says why)");
        } else {
            missing.addAll(database.refusals());
        }
        if (deliveries == null) {
            missing.add("feeds are not up");
        }
        if (files == null || connections == null) {
            missing.add("connections are not up");
        } else {
            connections(patient, files, connections, missing);
            room(files, missing);
        }
        return missing;
    }

    private static void room(OperatorFiles files, List<String> missing) {
        try {
            missing.addAll(Room.missing(files.etc().toAbsolutePath().resolveSibling(""), Room.LEAST));
        } catch (IOException e) {
            throw new UncheckedIOException("the room on the disk of store cannot be asked", e);
        }
    }

    private static void connections(
            boolean patient, OperatorFiles files, Connections connections, List<String> missing) {
        List<OperatorFiles.State> states = files.states();
        Set<String> seen = states.stream().map(OperatorFiles.State::name).collect(Collectors.toSet());
        Set<String> up =
                connections.all().stream().map(Connections.Connection::name).collect(Collectors.toSet());
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(files.etc(), CONNECTIONS)) {
            for (Path file : folder) {
                String name = file.getFileName().toString();
                if (!seen.contains(name)) {
                    missing.add(name + " has not been read yet");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("etc cannot be listed", e);
        }
        for (OperatorFiles.State state : states) {
            String name = state.name();
            // A refused file without a last good one is a problem of that connection, told elsewhere; the hub itself is
            // ready.
            if (name.matches("org\\.susten\\.connector\\..*\\.cfg")
                    && !state.inForce().isEmpty()) {
                String connection = name.substring(name.indexOf('-') + 1, name.length() - ".cfg".length());
                if (patient && !up.contains(connection)) {
                    missing.add("connection " + connection + " is not up");
                }
            }
        }
    }
}
