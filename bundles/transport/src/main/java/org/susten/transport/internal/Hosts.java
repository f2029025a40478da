// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.susten.files.Roads;

/**
 * The hosts this hub may talk to: none but those listed, and of these none at a private address whose range is not listed too,
 * whatever a name server says.
 */
final class Hosts implements Roads {
    private static final String WHERE =
            "add it to hosts in etc/org.susten.transport.cfg if the hub is meant to talk to it";
    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+)(/\\d{1,3})?");
    /** Besides what Java itself calls private: addresses of carriers, tests, old translations and the future. */
    private static final List<Range> RESERVED = Stream.of(
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "192.0.0.0/24",
                    "198.18.0.0/15",
                    "240.0.0.0/4",
                    "fc00::/7",
                    "64:ff9b::/96",
                    "2002::/16",
                    "2001::/32",
                    "::/96")
            .map(Hosts::range)
            .toList();

    /** A block of addresses. */
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

    private final Set<String> names = new TreeSet<>();
    private final List<Range> ranges = new ArrayList<>();

    /** Names such as {@code sis.example.org} or {@code *.example.org}, addresses, and ranges such as {@code 10.20.0.0/16}. */
    Hosts(Iterable<String> listed) {
        for (String text : String.join(",", listed).toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            if (RANGE.matcher(text).matches()) {
                ranges.add(range(text));
            } else if (!text.isEmpty()) {
                names.add(text);
            }
        }
    }

    /** Refuses a host that is not listed. */
    void permit(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("^\\[|\\]$", "");
        boolean listed = names.contains(name)
                || names.stream().anyMatch(n -> n.startsWith("*.") && name.endsWith(n.substring(1)))
                || (RANGE.matcher(name).matches() && !name.contains("/") && inRanges(literal(name)));
        if (!listed) {
            throw TransportException.settings("host " + shown(name) + " is not allowed", WHERE);
        }
    }

    /** Refuses an address inside this house that is not listed. */
    void permit(InetAddress address) {
        if (isInside(address) && !inRanges(address)) {
            throw TransportException.settings(
                    "address " + address.getHostAddress() + " is private, of this machine or reserved", WHERE);
        }
    }

    /** Refuses a host that is not listed, or any of whose addresses is not permitted. */
    void permitResolved(String host) {
        permit(host);
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                permit(address);
            }
        } catch (UnknownHostException e) {
            throw new TransportException(
                    TransportException.Kind.UNAVAILABLE, "host " + shown(host) + " is not known to the name server", e);
        }
    }

    @Override
    public Optional<String> againstDelivery(String address) {
        return against(() -> Address.delivery(address));
    }

    @Override
    public Optional<String> againstAnnouncement(String address) {
        return against(() -> Address.announcement(address));
    }

    private Optional<String> against(Supplier<Address> written) {
        try {
            Address address = written.get();
            if (!address.host().isEmpty()) {
                permit(address.host());
            }
            return Optional.empty();
        } catch (TransportException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean inRanges(InetAddress address) {
        return ranges.stream().anyMatch(r -> r.holds(address));
    }

    private static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || RESERVED.stream().anyMatch(r -> r.holds(address));
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        byte[] prefix = literal(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int most = prefix.length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits > most) {
            throw TransportException.settings("range " + text + " is too narrow", "write at most /" + most);
        }
        return new Range(prefix, bits);
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw TransportException.settings(text + " is not an address", WHERE);
        }
    }

    private static String shown(String host) {
        return host.matches("[A-Za-z0-9_.:*-]{1,253}") ? host : "(unreadable)";
    }
}
