// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.susten.transport.door.Address;
import org.susten.transport.door.TransportException;

/** The folder of a mailbox that files come to. Letters are known by the numbers the server gave them for good. One thread. */
final class Mailbox implements AutoCloseable {
    private static final String TAKEN = "Susten-taken";
    private static final int AT_ONCE = 500;

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final Address address;

    private Mailbox(IMAPStore store, IMAPFolder folder, Address address) {
        this.store = store;
        this.folder = folder;
        this.address = address;
    }

    static Mailbox of(Store store, Address address) throws MessagingException {
        if (!(store.getFolder(address.path()) instanceof IMAPFolder folder) || !(store instanceof IMAPStore imap)) {
            throw new IllegalStateException("a store of IMAP has folders of IMAP");
        }
        if (!folder.exists()) {
            throw new FolderNotFoundException(folder);
        }
        folder.open(Folder.READ_WRITE);
        return new Mailbox(imap, folder, address);
    }

    /** A letter, and its number, which holds as long as the folder is the same. */
    record Letter(Message message, long number) {}

    /** Letters that are not put away, the oldest first, with sender known; without those of numbers that are known already. */
    List<Letter> waiting(LongPredicate known) throws MessagingException {
        FetchProfile numbers = new FetchProfile();
        numbers.add(UIDFolder.FetchProfileItem.UID);
        numbers.add(FetchProfile.Item.FLAGS);
        Message[] all = folder.getMessages();
        folder.fetch(all, numbers);
        List<Message> waiting = new ArrayList<>();
        for (Message message : all) {
            if (!message.isSet(Flags.Flag.DELETED) && !known.test(folder.getUID(message))) {
                waiting.add(message);
            }
        }
        FetchProfile senders = new FetchProfile();
        senders.add(FetchProfile.Item.ENVELOPE);
        List<Letter> letters = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i += AT_ONCE) {
            List<Message> some = waiting.subList(i, Math.min(i + AT_ONCE, waiting.size()));
            folder.fetch(some.toArray(new Message[0]), senders);
            for (Message message : some) {
                letters.add(new Letter(message, folder.getUID(message)));
            }
        }
        return letters;
    }

    /**
     * Puts a letter away.
     *
     * @param after move, delete
     */
    void away(Letter letter, String after) throws MessagingException {
        Message[] one = {letter.message()};
        if (after.equals("delete")) {
            remove(one);
            return;
        }
        Folder taken = store.getFolder(TAKEN);
        if (!taken.exists() && !taken.create(Folder.HOLDS_MESSAGES)) {
            throw new TransportException(
                    TransportException.Kind.REFUSED,
                    address + " lets the hub make no folder " + TAKEN + ": make it there");
        }
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(one, taken);
        } else {
            folder.copyMessages(one, taken);
            remove(one);
        }
    }

    /** Where the server cannot remove single letters it stays, marked as deleted. */
    private void remove(Message[] one) throws MessagingException {
        folder.setFlags(one, new Flags(Flags.Flag.DELETED), true);
        if (store.hasCapability("UIDPLUS")) {
            folder.expunge(one);
        }
    }

    /** By which the numbers of letters hold. */
    long validity() throws MessagingException {
        return folder.getUIDValidity();
    }

    @Override
    public void close() throws MessagingException {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
        } finally {
            store.close();
        }
    }
}
