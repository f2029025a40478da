// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ledger's head on a day, to be kept where nobody who runs the hub can change it: whoever has the whole database can make a ledger
 * that fits itself, but none that fits this.
 *
 * @param day in the hub's time zone
 * @param at when it was taken
 * @param head how many entries there were, and the hash over all of them
 */
public record Anchor(LocalDate day, Instant at, Ledger.Head head) {

    private static final Pattern ANCHOR = Pattern.compile("(?<!\\S)([0-9]{1,18}):([0-9a-fA-F]{64})(?!\\S)");

    private static final String PAGE =
            """
            Susten                                  head of the ledger of disclosures

            day       %s
            written   %s
            entries   %d
            hash      %s
                      %s

            Keep this page, on paper or as a file, where nobody who runs the hub can
            change it. As long as one honest page is kept, a ledger that was cut short
            or written anew up to this day is found out:

                susten:ledger verify --anchor %s

            From paper, write in place of the file's name the whole of the next line:

            %s
            """;

    /** What stands for it in one line: {@code ENTRIES:HASH}. */
    public String line() {
        return head.entries() + ":" + head.hash();
    }

    /** The name of its file: {@code ledger-2026-11-27.txt}. */
    public String fileName() {
        return "ledger-" + day + ".txt";
    }

    /** The page, for people, printers and {@link #heads}; it names nobody. */
    public String page() {
        String hash = head.hash();
        int half = hash.length() / 2;
        return PAGE.formatted(
                day,
                at,
                head.entries(),
                spaced(hash.substring(0, half)),
                spaced(hash.substring(half)),
                fileName(),
                line());
    }

    /**
     * Whether a page is whole: it names a head, and where it is one of {@link #page}, says it twice and both times the same. A page that
     * was copied down to its last line is whole too.
     */
    public static boolean whole(String text) {
        List<Ledger.Head> heads = heads(text);
        if (heads.isEmpty() || !text.contains("\nhash ")) {
            return !heads.isEmpty();
        }
        String squeezed = text.replaceAll("\\s", "");
        return heads.stream().allMatch(head -> squeezed.contains("entries" + head.entries() + "hash" + head.hash()));
    }

    private static String spaced(String hash) {
        return hash.replaceAll("(.{8})(?=.)", "$1 ");
    }

    /** All heads in a text: of one page, of several, or lines {@code ENTRIES:HASH} alone. */
    public static List<Ledger.Head> heads(String text) {
        List<Ledger.Head> heads = new ArrayList<>();
        Matcher found = ANCHOR.matcher(text);
        while (found.find()) {
            heads.add(new Ledger.Head(Long.parseLong(found.group(1)), found.group(2)));
        }
        return heads;
    }
}
