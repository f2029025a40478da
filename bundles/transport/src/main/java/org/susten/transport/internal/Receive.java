// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Glob;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.SteadyInput;
import org.susten.transport.door.TransportException;

/**
 * {@code susten:receive/<connection>}: keeps the file an exchange carries for the connection's next run. A file that changes while
 * it is read is not taken.
 */
final class Receive implements Processor {
    /** Header: the file's name, where the exchange does not come from a file. */
    static final String FILE = "SustenFile";
    /** Header: where it came from, for people. */
    static final String ORIGIN = "SustenOrigin";

    private final Core core;
    private final String connection;
    private final String after;
    private final Glob done;

    /**
     * Takes files of a connection.
     *
     * @param after what becomes of a file: move, delete, keep
     * @param done names of files that say that all files of this arrival are there; empty for none
     */
    Receive(Core core, String connection, String after, String done) {
        this.core = core;
        this.connection = connection;
        this.after = after;
        this.done = Glob.of(done);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = Attempt.failure(() -> take(exchange));
        if (failure != null) {
            core.troubles()
                    .open(
                            subject(connection),
                            "A file for " + connection + " was not taken: " + TransportException.words(failure));
            throw failure;
        }
        core.troubles().close(subject(connection));
    }

    private void take(Exchange exchange) throws Exception {
        GenericFile<?> file = file(exchange);
        String name = name(exchange, file);
        if (file != null && file.getFile() instanceof File local) {
            takeLocal(new LocalFile(local.toPath(), file.getFileLength(), file.getLastModified()), name);
        } else if (file != null && exchange.getFromEndpoint() instanceof SftpEndpoint endpoint) {
            takeRemote(exchange, file, name, endpoint);
        } else if (done.matches(name)) {
            core.arrivals().complete(connection);
        } else {
            String origin = exchange.getMessage().getHeader(ORIGIN, "route " + exchange.getFromRouteId(), String.class);
            receive(name, exchange.getMessage().getMandatoryBody(InputStream.class), origin);
        }
    }

    private void takeLocal(LocalFile file, String name) throws IOException {
        if (done.matches(name)) {
            core.arrivals().complete(connection);
        } else {
            try (InputStream in = file.open()) {
                receive(name, in, "folder");
            }
        }
        file.taken(after);
    }

    private void takeRemote(Exchange exchange, GenericFile<?> file, String name, SftpEndpoint endpoint)
            throws Exception {
        String path = file.getAbsoluteFilePath();
        if (RemoteFolder.isPattern(name)) {
            throw TransportException.settings(
                    "a file has no usable name: it holds *, ? or a backslash, which stand for other names over SFTP",
                    "its owner must give it a name without them");
        }
        RemoteFolder.Stamp found = RemoteFolder.Stamp.of(file);
        try (RemoteFolder folder = new RemoteFolder(endpoint)) {
            if (done.matches(name)) {
                core.arrivals().complete(connection);
            } else {
                InputStream in = new SteadyInput(
                        exchange.getMessage().getMandatoryBody(InputStream.class),
                        bytes -> folder.check(path, found, bytes));
                receive(name, in, "sftp " + endpoint.getConfiguration().getHost());
            }
            folder.taken(path, found, after, core.clock().instant());
        }
    }

    private void receive(String name, InputStream in, String origin) throws IOException {
        core.arrivals().receive(connection, name, in, origin);
    }

    /** The file the exchange carries as it was found; null where a route made something else of it. */
    private static @Nullable GenericFile<?> file(Exchange exchange) {
        GenericFile<?> file = exchange.getProperty(FileComponent.FILE_EXCHANGE_FILE, GenericFile.class);
        Object body = exchange.getMessage().getBody();
        return file != null && (body == file || body == file.getBody()) ? file : null;
    }

    /** The last part of the name, and only if it is one. */
    private static String name(Exchange exchange, @Nullable GenericFile<?> file) {
        String name = file != null
                ? file.getFileNameOnly()
                : exchange.getMessage()
                        .getHeader(FILE, exchange.getMessage().getHeader(Exchange.FILE_NAME), String.class);
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        if (last.isBlank()
                || last.equals(".")
                || last.equals("..")
                || last.length() > 255
                || last.chars().anyMatch(Character::isISOControl)) {
            throw TransportException.settings(
                    "a file has no usable name", "its owner must give it a name without control characters");
        }
        return last;
    }

    /** Of the alert that a connection's file cannot be taken. */
    static String subject(String connection) {
        return "arrival:" + connection + ":file";
    }
}
