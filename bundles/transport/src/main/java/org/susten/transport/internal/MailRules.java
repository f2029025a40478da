// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.susten.spi.Glob;
import org.susten.transport.door.TransportException;

/**
 * Whose mail is taken, and which of its attachments. Anybody can write any sender into a letter: a name in {@code from} chooses, and
 * only what the receiving server itself says about it, in the results of {@code authserv}, proves.
 *
 * @param senders addresses in small letters, {@code *@school.example.org} for all of one domain
 * @param authserv how the receiving server calls itself in its Authentication-Results (RFC 8601); empty where it is not asked
 * @param include names of attachments
 * @param done names of attachments that say that all files are there
 * @param after what becomes of a letter: move, delete
 */
record MailRules(List<Glob> senders, String authserv, Glob include, Glob done, String after) {

    static MailRules of(org.susten.transport.door.Address address) {
        String from = address.options().get("from", "").toLowerCase(Locale.ROOT);
        if (from.isBlank()) {
            throw TransportException.settings(
                    address + " does not say whose mail is taken",
                    "write from= with their addresses, separated by commas, or *@their.domain");
        }
        try {
            return new MailRules(
                    Arrays.stream(from.split(","))
                            .map(String::strip)
                            .map(Glob::of)
                            .toList(),
                    address.options().get("authserv", ""),
                    ArrivalRoutes.glob(address, "include", "*"),
                    ArrivalRoutes.glob(address, "done", ""),
                    address.options().oneOf("after", "move", "delete"));
        } catch (PatternSyntaxException e) {
            throw TransportException.settings(
                    "from= holds what is no address", "write such as office@school.example.org");
        }
    }

    boolean wants(String name) {
        return include.matches(name) || done.matches(name);
    }

    /** Whether the letter is of one of them: of one sender only, and where that is asked, proved. */
    boolean wantsFrom(Message letter) throws MessagingException {
        Address[] from = letter.getFrom();
        if (from == null || from.length != 1 || !(from[0] instanceof InternetAddress sender)) {
            return false;
        }
        String address =
                sender.getAddress() == null ? "" : sender.getAddress().strip().toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        return at > 0
                && address.indexOf('@') == at
                && senders.stream().anyMatch(glob -> glob.matches(address))
                && (authserv.isEmpty() || proved(letter, address.substring(at + 1)));
    }

    /** Only the topmost result counts: those below may have come with the letter. */
    private boolean proved(Message letter, String domain) throws MessagingException {
        String[] results = letter.getHeader("Authentication-Results");
        if (results == null || results.length == 0) {
            return false;
        }
        String[] parts = results[0]
                .replaceAll("\\s+", " ")
                .replaceAll("\\([^()]*\\)", " ")
                .strip()
                .split(";");
        String server = parts[0].strip().split(" ")[0];
        return server.equalsIgnoreCase(authserv)
                && Arrays.stream(parts)
                        .skip(1)
                        .map(part -> part.strip().toLowerCase(Locale.ROOT))
                        .filter(part -> part.matches("dmarc ?= ?pass( .*)?"))
                        .anyMatch(part -> part.matches(
                                ".* header\\.from ?= ?" + java.util.regex.Pattern.quote(domain) + "( .*)?"));
    }
}
