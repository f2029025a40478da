// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import jakarta.mail.MessagingException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.transport.door.Address;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * {@code susten:mail/<connection>}: takes the attachments of letters in a mailbox, and puts a letter away once all of its files are
 * kept. Letters of others, and those without a file that is wanted, stay where they are and are told of.
 */
final class MailSource extends Fetcher {
    private static final Logger log = LoggerFactory.getLogger(MailSource.class);
    private static final Duration EVERY = Duration.ofSeconds(60);

    private final MailDoor door;
    private final MailRules rules;
    /** Numbers of letters that stay, and of those whose files are kept. Used by the turn's thread only, as everything below. */
    private final Set<Long> strangers = new HashSet<>();

    private final Set<Long> empty = new HashSet<>();
    private final Set<Long> kept = new HashSet<>();
    private long validity;

    MailSource(SustenEndpoint endpoint, Processor processor, SustenComponent component, String connection) {
        super(endpoint, processor, component, connection, EVERY);
        this.door = component.doors().mail();
        this.rules = MailRules.of(component.doors().pulls().of(connection));
    }

    @Override
    void fetch(Address address) throws Exception {
        try (Mailbox box = door.open(address)) {
            if (validity != box.validity()) {
                validity = box.validity();
                List.of(strangers, empty, kept).forEach(Set::clear);
            }
            Set<Long> there = new HashSet<>();
            List<Mailbox.Letter> letters = box.waiting(number -> {
                there.add(number);
                return strangers.contains(number) || empty.contains(number);
            });
            List.of(strangers, empty, kept).forEach(numbers -> numbers.retainAll(there));
            boolean all = true;
            for (Mailbox.Letter letter : letters) {
                all &= take(box, letter, address);
            }
            if (all) {
                core().troubles().close(Receive.subject(connection()));
            }
            tell(address);
        } catch (MessagingException e) {
            throw MailDoor.trouble(address, e);
        }
    }

    /** Whether the letter is dealt with; where the server is the reason why not, that is a failure of the whole look. */
    private boolean take(Mailbox box, Mailbox.Letter letter, Address address) throws MessagingException {
        long number = letter.number();
        if (!kept.contains(number)) {
            if (!rules.wantsFrom(letter.message())) {
                strangers.add(number);
                return true;
            }
            List<Attachments.Attachment> files;
            try {
                files = Attachments.of(letter.message()).stream()
                        .filter(file -> rules.wants(file.name()))
                        .toList();
            } catch (TransportException e) {
                // it is looked at again until somebody moves it, and keeps no other
                core().troubles()
                        .open(
                                Receive.subject(connection()),
                                "A letter for " + connection() + " was not taken: " + TransportException.words(e));
                return false;
            }
            if (files.isEmpty()) {
                empty.add(number);
                return true;
            }
            for (Attachments.Attachment file : files) {
                if (!keep(file, address)) {
                    return false;
                }
            }
            kept.add(number);
        }
        box.away(letter, rules.after());
        kept.remove(number);
        return true;
    }

    private boolean keep(Attachments.Attachment file, Address address) throws MessagingException {
        Exception failure = Attempt.failure(() -> {
            try (InputStream body = file.part().getInputStream()) {
                hand(body, file.name(), address.toString());
            }
        });
        if (failure instanceof MessagingException e) {
            throw e;
        }
        if (failure != null) {
            // the receiving step has said why; the letter is read again at the next look
            log.debug("Connection {}", connection(), TransportException.bare(failure));
        }
        return failure == null;
    }

    /** Of letters that stay: how many, and what to do. */
    private void tell(Address address) {
        String subject = "arrival:" + connection() + ":letters";
        if (strangers.isEmpty() && empty.isEmpty()) {
            core().troubles().close(subject);
            return;
        }
        core().troubles()
                .open(
                        subject,
                        address + " holds " + strangers.size() + " letters of senders whom " + connection()
                                + " does not name in from= (or whom authserv= does not prove) and " + empty.size()
                                + " without an attachment that include= names: nothing of them is taken; move them to"
                                + " another folder, or change the connection");
    }
}
