// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.susten.spi.AddressRange;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.WebProxy;

/**
 * The hosts one connection may talk to: those of its own addresses and those it lists; and of these none inside this house whose
 * address is not listed too, whatever a name server says. Link-local addresses, where clouds keep their secrets, never. Behind a
 * proxy a name server may know nobody outside; what it knows counts all the same.
 */
final class Hosts {

    private final Set<String> names = new HashSet<>();
    private final List<AddressRange> inside = new ArrayList<>();

    /** {@code listed}: names, {@code *.name}, addresses and ranges such as {@code 10.20.0.0/16}. */
    Hosts(Iterable<String> listed) {
        for (String text : listed) {
            String name = text.strip().toLowerCase(Locale.ROOT);
            if (AddressRange.isWritten(name)) {
                inside.add(range(name));
            } else if (name.equals("localhost")) {
                names.add(name);
                inside.add(range("127.0.0.0/8"));
                inside.add(range("::1"));
            } else if (!name.isEmpty()) {
                names.add(name);
            }
        }
    }

    /** Lets a host be spoken to that stands in the connection's own settings. */
    void add(URI address) {
        names.add(host(address));
    }

    /** Refuses an address that nobody named, or whose host is inside this house and not listed. */
    void permit(URI address) {
        String host = host(address);
        boolean literal = AddressRange.isWritten(host);
        boolean listed = names.contains(host)
                || names.stream().anyMatch(name -> name.startsWith("*.") && host.endsWith(name.substring(1)))
                || (literal && holds(resolved(address)[0]));
        if (!listed) {
            throw refused("host " + shown(host) + " is not one of this connection's");
        }
        boolean within = false;
        for (InetAddress resolved : resolved(address)) {
            within |= AddressRange.isInside(resolved);
            if (resolved.isLinkLocalAddress() || AddressRange.isInside(resolved) && !holds(resolved)) {
                throw refused("host " + shown(host) + " is at an address of this machine, of this network or reserved");
            }
        }
        boolean plain = "http".equalsIgnoreCase(address.getScheme());
        if (!"https".equalsIgnoreCase(address.getScheme()) && !(plain && within)) {
            throw refused(
                    "host " + shown(host) + " must be spoken to over https; plain http is for listed addresses of this"
                            + " machine and network only");
        }
        if (address.getUserInfo() != null) {
            throw refused("an address must not hold a user or a password");
        }
    }

    private boolean holds(InetAddress address) {
        return inside.stream().anyMatch(range -> range.holds(address));
    }

    private static InetAddress[] resolved(URI address) {
        String host = host(address);
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            if (WebProxy.of(address).isPresent()) {
                return new InetAddress[0];
            }
            throw new ConnectorException(
                    Kind.UNAVAILABLE, "host " + shown(host) + " is not known to the name server", e);
        }
    }

    static String host(URI address) {
        String host = address.getHost();
        if (host == null) {
            throw new ConnectorException(
                    Kind.CONFIG, "an address must be written like https://sis.example.org/api, with a host");
        }
        return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("^\\[|\\]$", "");
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(Kind.CONFIG, "hosts: " + e.getMessage(), e);
        }
    }

    private static ConnectorException refused(String why) {
        return new ConnectorException(
                Kind.CONFIG, why + "; add it to hosts in the connection's file if the hub is meant to talk to it");
    }

    private static String shown(String host) {
        return host.matches("[A-Za-z0-9_.:*-]{1,253}") ? host : "(unreadable)";
    }
}
