// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of internet addresses, written as in RFC 4632 and RFC 4291: {@code 10.20.0.0/16}, {@code fc00::/7}, or one address.
 * Immutable.
 */
public final class AddressRange {

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+)(/\\d{1,3})?");

    /** Besides what Java itself calls private: addresses of carriers, tests, old translations and the future (RFC 6890). */
    private static final List<AddressRange> RESERVED = Stream.of(
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
            .map(AddressRange::of)
            .toList();

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** Whether a text has the form of an address or a block of them, and is no name. */
    public static boolean isWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, where it is none
     */
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            if (isWritten(text)) {
                byte[] prefix = InetAddress.getByName(address).getAddress();
                int most = prefix.length * Byte.SIZE;
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                if (bits > most) {
                    throw new IllegalArgumentException("range " + text + " is too narrow; write at most /" + most);
                }
                return new AddressRange(prefix, bits);
            }
        } catch (UnknownHostException e) {
            throw none(text, e);
        }
        throw none(text, null);
    }

    private static IllegalArgumentException none(String text, @Nullable UnknownHostException cause) {
        return new IllegalArgumentException(text + " is no address and no range; write it like 10.20.0.0/16", cause);
    }

    /** Whether an address is in this block. */
    public boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % Byte.SIZE);
            if ((bytes[i / Byte.SIZE] & mask) != (prefix[i / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an address is of this machine, of a private network, or reserved: nothing that the internet leads to. */
    public static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || RESERVED.stream().anyMatch(range -> range.holds(address));
    }
}
