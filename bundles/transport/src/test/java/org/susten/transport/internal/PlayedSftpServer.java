// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A partner's SFTP server. */
final class PlayedSftpServer implements AutoCloseable {
    private final KeyPair key = pair();
    private final Path root;
    private SshServer server;
    private int port;

    PlayedSftpServer(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        start();
    }

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, after a pause at the port it had. */
    void start() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("hub") && password.equals("right"));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        port = server.getPort();
    }

    void acceptKey(java.security.PublicKey accepted) {
        server.setPublickeyAuthenticator((user, k, session) -> k.equals(accepted));
    }

    void stop() throws IOException {
        server.stop(true);
    }

    int port() {
        return port;
    }

    Path root() {
        return root;
    }

    /** The line that makes the hub trust it. */
    String knownHost() {
        return "[localhost]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
