// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.susten.transport.door.Address;
import org.susten.transport.door.Hosts;
import org.susten.transport.door.Logins;
import org.susten.transport.door.TransportException;
import org.susten.transport.door.WebDoor;

/**
 * The hub's way to mailboxes by IMAP: permitted hosts only, login by a secret's name, over TLS with a verified certificate. Without
 * TLS it talks to this machine itself and nobody else.
 */
final class MailDoor {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String CONNECT_MILLIS = "10000";
    private static final String FETCH_BYTES = "262144";

    private final Hosts hosts;
    private final WebDoor web;
    private final Logins logins;

    MailDoor(Hosts hosts, WebDoor web, Logins logins) {
        this.hosts = hosts;
        this.web = web;
        this.logins = logins;
    }

    /** Refuses an address that cannot be used. */
    void check(Address address) {
        hosts.permit(address.host());
        password(address);
        web.guarded(address);
        MailRules.of(address);
    }

    /** The mailbox's folder, open. */
    Mailbox open(Address address) throws MessagingException {
        hosts.permitResolved(address.host());
        String tls = address.options().get("tls", "whole");
        if (tls.equals("none")) {
            requireThisMachine(address);
        }
        String protocol = tls.equals("whole") ? "imaps" : "imap";
        Store store = Session.getInstance(settings(address, protocol, tls)).getStore(protocol);
        try {
            store.connect(address.host(), address.port(), address.user(), password(address));
            return Mailbox.of(store, address);
        } catch (MessagingException e) {
            store.close();
            throw e;
        }
    }

    private Properties settings(Address address, String protocol, String tls) {
        String prefix = "mail." + protocol + '.';
        String timeout =
                Long.toString(address.options().duration("timeout", TIMEOUT).toMillis());
        Properties settings = new Properties();
        settings.put(prefix + "connectiontimeout", CONNECT_MILLIS);
        settings.put(prefix + "timeout", timeout);
        settings.put(prefix + "writetimeout", timeout);
        settings.put(prefix + "fetchsize", FETCH_BYTES);
        settings.put(prefix + "ssl.socketFactory", web.guarded(address));
        settings.put(prefix + "ssl.checkserveridentity", "true");
        settings.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        settings.put(prefix + "starttls.enable", Boolean.toString(tls.equals("start")));
        settings.put(prefix + "starttls.required", Boolean.toString(tls.equals("start")));
        return settings;
    }

    private String password(Address address) {
        return logins.secret(address, "password")
                .orElseThrow(() -> TransportException.settings(
                        address + " says no login", "write password= with the name of a secret"));
    }

    private static void requireThisMachine(Address address) {
        try {
            for (InetAddress each : InetAddress.getAllByName(address.host())) {
                if (!each.isLoopbackAddress()) {
                    throw TransportException.settings(
                            address + " would send the login and children's data unencrypted",
                            "leave tls= out, or write tls=start where the server wants that");
                }
            }
        } catch (UnknownHostException e) {
            throw new TransportException(
                    TransportException.Kind.UNAVAILABLE, address + " is not known to the name server", e);
        }
    }

    /** What a failure of an operation means. */
    static TransportException trouble(Address address, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TransportException known) {
                return known;
            }
            if (t instanceof AuthenticationFailedException) {
                return new TransportException(
                        TransportException.Kind.REFUSED,
                        address + " does not accept the hub's login: check the secret, or ask the mailbox's owner",
                        failure);
            }
            if (t instanceof FolderNotFoundException) {
                return new TransportException(
                        TransportException.Kind.REFUSED,
                        address + " has no folder of that name: check it, or ask the mailbox's owner",
                        failure);
            }
            if (t instanceof SSLException) {
                return new TransportException(
                        TransportException.Kind.SETTINGS,
                        address + " shows no certificate that the hub trusts for this host, or speaks no TLS there: ask"
                                + " its owner for it, compare, and write trust= with the file below etc",
                        failure);
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new TransportException(
                TransportException.Kind.UNAVAILABLE,
                address + " did not answer: " + root.getClass().getSimpleName(),
                failure);
    }
}
