// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;

/** The hub's way to SFTP servers: permitted hosts only, whose key is known; login by a secret's name. */
public final class SftpDoor {
    private static final String SAFE =
            "?strictHostKeyChecking=yes&useUserKnownHostsFile=false&autoCreateKnownHostsFile=false"
                    + "&stepwise=false&connectTimeout=10000&soTimeout=60000&timeout=60000&serverAliveInterval=15000"
                    + "&maximumReconnectAttempts=0&throwExceptionOnConnectFailed=true&jschLoggingLevel=OFF";

    private final Hosts hosts;
    private final Logins logins;

    /** To hosts that may be called, with a login. */
    public SftpDoor(Hosts hosts, Logins logins) {
        this.hosts = hosts;
        this.logins = logins;
    }

    /** An endpoint with everything set that an address says of login and trust. */
    public SftpEndpoint endpoint(CamelContext context, Address address, String options) {
        hosts.permit(address.host());
        String uri = "sftp://" + address.host() + ":" + address.port() + "/" + address.path() + SAFE + options;
        SftpEndpoint endpoint =
                Attempt.of(() -> (SftpEndpoint) context.getComponent("sftp").createEndpoint(uri));
        SftpConfiguration login = endpoint.getConfiguration();
        login.setUsername(address.user());
        login.setKnownHostsFile(
                logins.file(address, "knownHosts", "known_hosts").toString());
        logins.secret(address, "key").ifPresent(k -> login.setPrivateKey(k.getBytes(StandardCharsets.UTF_8)));
        logins.secret(address, "passphrase").ifPresent(login::setPrivateKeyPassphrase);
        logins.secret(address, "password").ifPresent(login::setPassword);
        if (login.getPrivateKey() == null && login.getPassword() == null) {
            throw TransportException.settings(
                    address + " says no login", "write password= or key= with the name of a secret");
        }
        login.setPreferredAuthentications(
                login.getPrivateKey() == null ? "password,keyboard-interactive" : "publickey");
        return endpoint;
    }

    /** Refuses a host whose addresses are not permitted; asked before each connection. */
    public void permit(Address address) {
        hosts.permitResolved(address.host());
    }

    /** What a failure on the way to the server means. */
    public static TransportException trouble(String server, Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TransportException known) {
                return known;
            }
            said.append(t.getMessage()).append('\n');
        }
        String all = said.toString();
        if (all.contains("UnknownHostKey") || all.contains("HostKey")) {
            return new TransportException(
                    TransportException.Kind.SETTINGS,
                    server
                            + " shows a host key that etc/known_hosts does not hold: ask its owner for the key's fingerprint,"
                            + " compare, and add the key",
                    failure);
        }
        if (all.contains("Auth ")) {
            return new TransportException(
                    TransportException.Kind.REFUSED,
                    server + " does not accept the hub's login: check the secret, or ask its owner",
                    failure);
        }
        if (all.contains("Permission denied") || all.contains("No such file")) {
            return new TransportException(
                    TransportException.Kind.REFUSED,
                    server
                            + " does not let the hub use the folder: ask its owner for the folder and the right to write",
                    failure);
        }
        return new TransportException(
                TransportException.Kind.UNAVAILABLE, server + " did not answer: " + silence(all, failure), failure);
    }

    /** JSch says in a message only what others say by the kind of an exception. */
    private static String silence(String all, Throwable failure) {
        if (all.contains("Connection refused")) {
            return "nothing listens there: see the port, and whether its server runs";
        }
        if (all.contains("UnknownHost")) {
            return TransportException.UNKNOWN_HOST;
        }
        return all.contains("timeout") || all.contains("timed out")
                ? "it was silent: see the host and the port, and whether a firewall is between"
                : TransportException.root(failure).getClass().getSimpleName();
    }
}
