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
import java.util.regex.Pattern;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * The hosts one connection may talk to: those of its own addresses and those it lists; and of these none inside this house whose
 * address is not listed too, whatever a name server says. Link-local addresses, where clouds keep their secrets, never.
 */
final class Hosts {

    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)(/\\d{1,3})?");
    /** Besides what Java itself calls private: carriers, tests, translations and the future. */
    private static final List<Range> RESERVED = ranges(
            "0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 198.18.0.0/15 240.0.0.0/4 fc00::/7 64:ff9b::/96 2002::/16 2001::/32 ::/96");

    private record Range(byte[] prefix, int bits) {
        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != prefix.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((bytes[i / 8] & mask) != (prefix[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Set<String> names = new HashSet<>();
    private final List<Range> inside = new ArrayList<>();

    /** {@code listed}: names, {@code *.name}, addresses and ranges such as {@code 10.20.0.0/16}. */
    Hosts(Iterable<String> listed) {
        for (String text : listed) {
            String name = text.strip().toLowerCase(Locale.ROOT);
            if (RANGE.matcher(name).matches()) {
                inside.addAll(ranges(name));
            } else if (name.equals("localhost")) {
                names.add(name);
                inside.addAll(ranges("127.0.0.0/8 ::1/128"));
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
        boolean literal = RANGE.matcher(host).matches();
        boolean listed = names.contains(host)
                || names.stream().anyMatch(name -> name.startsWith("*.") && host.endsWith(name.substring(1)))
                || (literal && holds(resolved(host)[0]));
        if (!listed) {
            throw refused("host " + shown(host) + " is not one of this connection's");
        }
        boolean within = false;
        for (InetAddress resolved : resolved(host)) {
            within |= isInside(resolved);
            if (resolved.isLinkLocalAddress() || isInside(resolved) && !holds(resolved)) {
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

    private static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || RESERVED.stream().anyMatch(range -> range.holds(address));
    }

    private static InetAddress[] resolved(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
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

    private static List<Range> ranges(String texts) {
        List<Range> ranges = new ArrayList<>();
        for (String text : texts.split(" ")) {
            int slash = text.indexOf('/');
            byte[] prefix = resolved(slash < 0 ? text : text.substring(0, slash))[0].getAddress();
            int most = prefix.length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits > most) {
                throw new ConnectorException(Kind.CONFIG, "a range of hosts must be written like 10.20.0.0/16");
            }
            ranges.add(new Range(prefix, bits));
        }
        return ranges;
    }

    private static ConnectorException refused(String why) {
        return new ConnectorException(
                Kind.CONFIG, why + "; add it to hosts in the connection's file if the hub is meant to talk to it");
    }

    private static String shown(String host) {
        return host.matches("[A-Za-z0-9_.:*-]{1,253}") ? host : "(unreadable)";
    }
}
