// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.support.DefaultExchange;
import org.susten.transport.door.Address;
import org.susten.transport.door.SftpDoor;

/** Puts a parcel into a folder of an SFTP server: uploaded beside under a hidden name, measured, then renamed in one step. */
@SuppressWarnings("rawtypes") // as Camel declares its operations
public final class SftpCourier implements Courier {
    private final SftpDoor door;

    /** Over SFTP. */
    public SftpCourier(SftpDoor door) {
        this.door = door;
    }

    @Override
    public void carry(Parcel parcel, Address to, Exchange exchange) throws IOException {
        door.permit(to);
        SftpEndpoint endpoint = door.endpoint(exchange.getContext(), to, "&fileExist=Override");
        RemoteFileOperations<SftpRemoteFile> operations = endpoint.createRemoteFileOperations();
        try {
            operations.connect(endpoint.getConfiguration(), exchange);
            put(parcel, to.path().isEmpty() ? "." : to.path(), operations, exchange);
        } catch (GenericFileOperationFailedException e) {
            throw SftpDoor.trouble(to.toString(), e);
        } finally {
            operations.forceDisconnect();
        }
    }

    private static void put(
            Parcel parcel, String folder, RemoteFileOperations<SftpRemoteFile> operations, Exchange exchange)
            throws IOException {
        operations.buildDirectory(folder, false);
        if (find(operations, folder, parcel.name()).isPresent()) {
            return;
        }
        String beside = folder + "/." + parcel.name() + ".partial";
        operations.buildDirectory(beside, false);
        for (Path file : parcel.files()) {
            upload(file, beside, operations, exchange);
        }
        if (!operations.renameFile(beside, folder + "/" + parcel.name())) {
            throw new IOException("the uploaded folder could not be renamed");
        }
    }

    private static void upload(
            Path file, String folder, RemoteFileOperations<SftpRemoteFile> operations, Exchange exchange)
            throws IOException {
        String name = Parcel.fileName(file);
        long size = Files.size(file);
        Exchange upload = new DefaultExchange(exchange.getContext());
        try (InputStream in = Files.newInputStream(file)) {
            upload.getMessage().setBody(in);
            operations.storeFile(folder + "/" + name, upload, size);
        }
        long there = find(operations, folder, name)
                .map(SftpRemoteFile::getFileLength)
                .orElse(-1L);
        if (there != size) {
            throw new IOException("of a file's " + size + " bytes " + there + " were stored");
        }
    }

    private static Optional<SftpRemoteFile> find(
            RemoteFileOperations<SftpRemoteFile> operations, String folder, String name) {
        for (SftpRemoteFile file : operations.listFiles(folder)) {
            if (file.getFilename().equals(name)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
