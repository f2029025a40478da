// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.susten.files.Roads;
import org.susten.spi.AddressRange;

/**
 * The hosts this hub may talk to: none but those listed, and of these none at a private address whose range is not listed too,
 * whatever a name server says.
 */
public final class Hosts implements Roads {
    private static final String WHERE =
            "add it to hosts in etc/org.susten.transport.cfg if the hub is meant to talk to it";
    private final Set<String> names = new TreeSet<>();
    private final List<AddressRange> ranges = new ArrayList<>();

    /** Names such as {@code sis.example.org} or {@code *.example.org}, addresses, and ranges such as {@code 10.20.0.0/16}. */
    public Hosts(Iterable<String> listed) {
        for (String text : String.join(",", listed).toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            if (AddressRange.isWritten(text)) {
                ranges.add(range(text));
            } else if (!text.isEmpty()) {
                names.add(text);
            }
        }
    }

    /** Refuses a host that is not listed. */
    public void permit(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("^\\[|\\]$", "");
        boolean listed = names.contains(name)
                || names.stream().anyMatch(n -> n.startsWith("*.") && name.endsWith(n.substring(1)))
                || (AddressRange.isWritten(name) && !name.contains("/") && inRanges(literal(name)));
        if (!listed) {
            throw TransportException.settings("host " + shown(name) + " is not allowed", WHERE);
        }
    }

    /** Refuses an address inside this house that is not listed. */
    public void permit(InetAddress address) {
        if (AddressRange.isInside(address) && !inRanges(address)) {
            throw TransportException.settings(
                    "address " + address.getHostAddress() + " is private, of this machine or reserved", WHERE);
        }
    }

    /** Refuses a host that is not listed, or any of whose addresses is not permitted. */
    public void permitResolved(String host) {
        permit(host);
        try {
            permitAll(host);
        } catch (UnknownHostException e) {
            throw new TransportException(
                    TransportException.Kind.UNAVAILABLE, "host " + shown(host) + " is not known to the name server", e);
        }
    }

    /** As {@link #permitResolved}, but a host that this network's name server does not know is its proxy's to find. */
    void permitBehindProxy(String host) {
        permit(host);
        try {
            permitAll(host);
        } catch (UnknownHostException e) {
            return;
        }
    }

    private void permitAll(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            permit(address);
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

    private static AddressRange range(String text) {
        try {
            return AddressRange.of(text);
        } catch (IllegalArgumentException e) {
            throw new TransportException(TransportException.Kind.SETTINGS, String.valueOf(e.getMessage()), e);
        }
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
