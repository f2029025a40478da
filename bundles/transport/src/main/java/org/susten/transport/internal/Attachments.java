// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.transport.door.TransportException;

/** The files of a letter: its named parts, not those of letters within it. Nothing of their content is read here. */
final class Attachments {
    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 500;

    private final List<Attachment> found = new ArrayList<>();
    private int parts;

    /** A part with a name, as its sender gave it. */
    record Attachment(String name, Part part) {}

    private Attachments() {}

    static List<Attachment> of(Part letter) throws MessagingException {
        Attachments all = new Attachments();
        all.walk(letter, 0);
        return all.found;
    }

    private void walk(Part part, int depth) throws MessagingException {
        if (depth > DEEPEST || parts++ > MOST_PARTS) {
            throw new TransportException(
                    TransportException.Kind.REFUSED,
                    "a letter has more parts than a person would send: it stays in the mailbox; look at it there");
        }
        if (part.isMimeType("multipart/*")) {
            // not through the types that mail knows how to open: only whole parts are asked for
            Multipart several = new MimeMultipart(part.getDataHandler().getDataSource());
            for (int i = 0; i < several.getCount(); i++) {
                walk(several.getBodyPart(i), depth + 1);
            }
            return;
        }
        String name = name(part);
        if (name != null && !part.isMimeType("message/rfc822")) {
            found.add(new Attachment(name, part));
        }
    }

    private static @Nullable String name(Part part) throws MessagingException {
        String name = part.getFileName();
        if (name == null) {
            return null;
        }
        try {
            String plain = MimeUtility.decodeText(name);
            return plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
        } catch (UnsupportedEncodingException e) {
            return name;
        }
    }
}
