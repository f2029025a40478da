// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.susten.transport.door.SftpDoor;
import org.susten.transport.door.SteadyInput;

/**
 * A partner's SFTP folder of arrivals, over a connection of its own: looks a second time at the file that is read, and puts that
 * very file away, not another that came under its name meanwhile. One thread.
 */
@SuppressWarnings("rawtypes") // as Camel declares its operations
final class RemoteFolder implements AutoCloseable {
    private static final String TAKEN = ".taken";
    /** Ends the name of a file that is being put away; it begins with a dot, so nobody takes it. */
    private static final String LEAVING = ".leaving";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

    /** The moment of the latest file that was put away: no two have the same. */
    private static final AtomicLong LATEST = new AtomicLong();

    private final SftpEndpoint endpoint;
    private final RemoteFileOperations<SftpRemoteFile> operations;

    /** What tells a file from another of the same name. */
    record Stamp(long size, long modified) {
        static Stamp of(GenericFile<?> file) {
            return new Stamp(file.getFileLength(), file.getLastModified());
        }
    }

    RemoteFolder(SftpEndpoint endpoint) {
        this.endpoint = endpoint;
        operations = endpoint.createRemoteFileOperations();
        try {
            operations.connect(endpoint.getConfiguration(), null);
        } catch (GenericFileOperationFailedException e) {
            throw SftpDoor.trouble(server(), e);
        }
    }

    /** Whether a name is more than a name to the client for SFTP, which would read, rename or delete every file that it matches. */
    static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '\\');
    }

    /** Fails where the file is not, or no longer, the one that was found. */
    void check(String path, Stamp found, long bytes) throws IOException {
        Stamp now = find(path).orElseThrow(() -> SteadyInput.changed("a file went away while it was read"));
        if (bytes != found.size() || !now.equals(found)) {
            throw SteadyInput.changed("a file changed while it was read");
        }
    }

    /**
     * Puts the file away, or back where it turns out to be another one that came in this moment; where a third has taken the name
     * by then, under another name.
     *
     * @param after delete, move, keep
     */
    void taken(String path, Stamp found, String after, Instant now) throws IOException {
        if (after.equals("keep")) {
            return;
        }
        String folder = folder(path);
        String name = name(path);
        try {
            String away = folder + "/" + free(names(folder), "." + name, LEAVING);
            move(path, away);
            if (!find(away).equals(Optional.of(found))) {
                move(away, folder + "/" + LocalFile.free(name, names(folder)::contains));
            } else if (after.equals("delete")) {
                operations.deleteFile(away);
            } else {
                operations.buildDirectory(folder + "/" + TAKEN, false);
                long moment = LATEST.updateAndGet(latest -> Math.max(latest + 1, now.toEpochMilli()));
                move(away, folder + "/" + TAKEN + "/" + name + "." + MOMENT.format(Instant.ofEpochMilli(moment)));
            }
        } catch (GenericFileOperationFailedException e) {
            throw SftpDoor.trouble(server(), e);
        }
    }

    /** Files that were being put away when the hub was killed come back, to be taken once more. */
    void restore() throws IOException {
        String folder = endpoint.getConfiguration().getDirectory();
        try {
            Set<String> names = names(folder.isEmpty() ? "." : folder);
            for (String name : Set.copyOf(names)) {
                int end = name.lastIndexOf(LEAVING);
                if (name.startsWith(".") && end > 1 && !isPattern(name)) {
                    String free = LocalFile.free(name.substring(1, end), names::contains);
                    move(folder + "/" + name, folder + "/" + free);
                    names.add(free);
                }
            }
        } catch (GenericFileOperationFailedException e) {
            throw SftpDoor.trouble(server(), e);
        }
    }

    private void move(String from, String to) throws IOException {
        if (!operations.renameFile(from, to)) {
            throw new IOException("a file of " + server() + " could not be renamed: ask its owner for the right to,"
                    + " or let the connection keep originals (after=keep)");
        }
    }

    private Optional<Stamp> find(String path) {
        String name = name(path);
        return Arrays.stream(list(folder(path)))
                .filter(file -> file.getFilename().equals(name))
                .findFirst()
                .map(file -> new Stamp(file.getFileLength(), file.getLastModified()));
    }

    private Set<String> names(String folder) {
        Set<String> names = new TreeSet<>();
        for (SftpRemoteFile file : list(folder)) {
            names.add(file.getFilename());
        }
        return names;
    }

    private SftpRemoteFile[] list(String folder) {
        return operations.listFiles(folder);
    }

    private static String free(Set<String> taken, String begin, String end) {
        String name = begin + end;
        for (int n = 2; taken.contains(name); n++) {
            name = begin + end + n;
        }
        return name;
    }

    private String server() {
        return "sftp://" + endpoint.getConfiguration().getHost() + "/"
                + endpoint.getConfiguration().getDirectory();
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        operations.forceDisconnect();
    }
}
