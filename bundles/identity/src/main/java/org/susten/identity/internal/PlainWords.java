// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.susten.identity.People.Explanation;
import org.susten.identity.People.Weight;

/** An explanation in sentences for people who never heard of bits. Holds nobody's data. */
final class PlainWords {

    private static final double LITTLE = 1;
    private static final double STRONG = 6;

    /** Says that a first name, birth date and so on stand like this to each other. */
    private static final Map<String, String> LEVELS = Map.ofEntries(
            Map.entry("exact", "the same"),
            Map.entry("same", "the same"),
            Map.entry("other", "different"),
            Map.entry("different", "different"),
            Map.entry("shared word", "one word of several in common"),
            Map.entry("shared part", "one part of a double name in common"),
            Map.entry("nickname", "one can be short for the other"),
            Map.entry("typo", "the same but for a slip of the pen"),
            Map.entry("near", "alike"),
            Map.entry("nearly", "nearly the same"),
            Map.entry("alike", "alike"),
            Map.entry("initial", "one of the two is only an initial, and it fits"),
            Map.entry("swapped", "first name and surname have changed places"),
            Map.entry("nearly swapped", "first name and surname have changed places, with a slip of the pen"),
            Map.entry("half swapped", "the first name of one is in the surname of the other"),
            Map.entry("other initial", "different, even in the first letter"),
            Map.entry("day and month swapped", "the same with day and month changed places"),
            Map.entry("one digit", "the same but for one digit"),
            Map.entry("two digits", "the same but for two digits"),
            Map.entry("about a year or month off", "about a year or a month apart"),
            Map.entry("same year", "only the year is the same"),
            Map.entry("one has none", "one of the two has none"),
            Map.entry("street", "the same street, another house"),
            Map.entry("number", "the same house number, another street"),
            Map.entry("half", "one of town and ZIP is the same"),
            Map.entry("state", "only the state is the same"));

    private PlainWords() {}

    /** What speaks for one person and what for two, most important first; the sum, and the question or what holds, last. */
    static List<String> of(Explanation why) {
        List<String> words = new ArrayList<>();
        why.weights().stream()
                .sorted(Comparator.comparingDouble((Weight w) -> Math.abs(w.bits()))
                        .reversed())
                .map(PlainWords::sentence)
                .forEach(words::add);
        if (why.household() < -LITTLE) {
            words.add(
                    "Surname, address, phone and e-mail count less than they seem to: brothers and sisters share them.");
        }
        words.add(sum(why.evidence()));
        words.add(why.reason());
        return words;
    }

    private static String sentence(Weight weight) {
        String what = weight.what();
        String level = LEVELS.getOrDefault(weight.level(), weight.level());
        String rare = weight.rarity() > 2 ? ", and a rare one" : weight.rarity() < -2 ? ", but a common one" : "";
        return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ": " + level + rare + "; "
                + says(weight.bits()) + ".";
    }

    private static String says(double bits) {
        if (Math.abs(bits) < LITTLE) {
            return "says little";
        }
        return (Math.abs(bits) >= STRONG ? "speaks strongly " : "speaks ") + (bits > 0 ? "for one child" : "for two");
    }

    private static String sum(double evidence) {
        double odds = Math.pow(2, Math.min(40, Math.abs(evidence)));
        if (odds < 2) {
            return "All in all it is open whether this is one child or two.";
        }
        String chance = odds >= 1000 ? "more than 1,000 to 1" : String.format(Locale.ROOT, "about %.0f to 1", odds);
        return "All in all it is rather " + (evidence > 0 ? "one child" : "two children") + ", " + chance + ".";
    }
}
