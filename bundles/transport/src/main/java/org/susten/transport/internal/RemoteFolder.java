// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** A second look at a partner's SFTP folder, over a connection of its own, while a file of it is read. One thread. */
@SuppressWarnings("rawtypes") // as Camel declares its operations
final class RemoteFolder implements AutoCloseable {
    private final RemoteFileOperations<SftpRemoteFile> operations;

    /** What tells a file from another of the same name. */
    record Stamp(long size, long modified) {}

    RemoteFolder(SftpEndpoint endpoint, Exchange exchange) {
        operations = endpoint.createRemoteFileOperations();
        operations.connect(endpoint.getConfiguration(), exchange);
    }

    Stamp stamp(GenericFile<?> file) throws IOException {
        String path = file.getAbsoluteFilePath();
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "." : path.substring(0, slash);
        String name = path.substring(slash + 1);
        for (SftpRemoteFile found : operations.listFiles(folder)) {
            if (found.getFilename().equals(name)) {
                return new Stamp(found.getFileLength(), found.getLastModified());
            }
        }
        throw SteadyInput.changed("a file went away while it was read");
    }

    @Override
    public void close() {
        operations.forceDisconnect();
    }
}
