// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of file names, as {@link java.nio.file.FileSystem#getPathMatcher} knows globs: {@code *} and {@code ?} stand for any
 * characters but {@code /}, {@code **} for any; {@code [a-z]}, {@code [!a-z]}, {@code {csv,txt}}, and {@code \} before a
 * character that is meant itself; case counts. Unlike that one's regular expressions it looks at each character of a name once,
 * so that no pattern and no name, both of which come from outside, can keep the hub busy. Immutable.
 */
public final class Glob {

    private static final IntPredicate NAMED = c -> c != '/';
    private static final IntPredicate ANY = c -> true;

    /** Takes a character it accepts and goes to the one step, or takes none and goes to all of them. */
    private record Step(IntPredicate accepts, boolean takes, List<Integer> to) {}

    private final String pattern;
    private final List<Step> steps = new ArrayList<>();
    /** Where the parts of a group begin and end, while one is read. */
    private int group = -1;

    private final List<Integer> ends = new ArrayList<>();

    private Glob(String pattern) {
        this.pattern = pattern;
        for (int at = 0; at < pattern.length(); ) {
            at = read(at);
        }
        if (group >= 0) {
            throw wrong("{ without }", pattern.length());
        }
    }

    /**
     * The pattern's meaning.
     *
     * @throws PatternSyntaxException where it has none: a group or a set that does not end, groups within groups
     */
    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Whether the whole name is one the pattern means. */
    public boolean matches(String name) {
        BitSet at = new BitSet();
        enter(at, 0);
        int[] characters = name.codePoints().toArray();
        for (int character : characters) {
            BitSet next = new BitSet();
            at.stream()
                    .filter(step -> step < steps.size()
                            && steps.get(step).takes()
                            && steps.get(step).accepts().test(character))
                    .forEach(step -> enter(next, steps.get(step).to().get(0)));
            at = next;
        }
        return at.get(steps.size());
    }

    /** Notes a step and all that are reached from it without a character. */
    private void enter(BitSet at, int first) {
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            int step = open.pop();
            if (!at.get(step)) {
                at.set(step);
                if (step < steps.size() && !steps.get(step).takes()) {
                    open.addAll(steps.get(step).to());
                }
            }
        }
    }

    /** Reads what begins there; returns where it ends. */
    private int read(int at) {
        int c = pattern.codePointAt(at);
        int next = at + Character.charCount(c);
        switch (c) {
            case '*' -> {
                boolean all = pattern.startsWith("**", at);
                int star = steps.size();
                steps.add(new Step(ANY, false, List.of(star + 1, star + 2)));
                steps.add(new Step(all ? ANY : NAMED, true, List.of(star)));
                return all ? next + 1 : next;
            }
            case '?' -> take(NAMED);
            case '[' -> {
                return set(next);
            }
            case '{' -> begin(at);
            case ',' -> {
                if (group < 0) {
                    take(x -> x == ',');
                } else {
                    part();
                }
            }
            case '}' -> {
                if (group < 0) {
                    take(x -> x == '}');
                } else {
                    end();
                }
            }
            case '\\' -> {
                if (next == pattern.length()) {
                    throw wrong("nothing after \\", at);
                }
                int meant = pattern.codePointAt(next);
                take(x -> x == meant);
                return next + Character.charCount(meant);
            }
            default -> take(x -> x == c);
        }
        return next;
    }

    private void take(IntPredicate accepts) {
        steps.add(new Step(accepts, true, List.of(steps.size() + 1)));
    }

    private void begin(int at) {
        if (group >= 0) {
            throw wrong("a group within a group", at);
        }
        group = steps.size();
        steps.add(new Step(ANY, false, new ArrayList<>(List.of(group + 1))));
    }

    private void part() {
        ends.add(steps.size());
        steps.add(new Step(ANY, false, new ArrayList<>()));
        steps.get(group).to().add(steps.size());
    }

    private void end() {
        ends.forEach(end -> steps.get(end).to().add(steps.size()));
        ends.clear();
        group = -1;
    }

    private int set(int from) {
        boolean not = pattern.startsWith("!", from);
        int at = not ? from + 1 : from;
        IntPredicate members = x -> false;
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
            int low = pattern.codePointAt(at);
            at += Character.charCount(low);
            int high = low;
            if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                high = pattern.codePointAt(at + 1);
                at += 1 + Character.charCount(high);
            }
            if (high < low) {
                throw wrong("a range that runs backwards", from);
            }
            int last = high;
            members = members.or(x -> x >= low && x <= last);
        }
        if (at >= pattern.length()) {
            throw wrong("[ without ]", from);
        }
        take((not ? members.negate() : members).and(NAMED));
        return at + 1;
    }

    private PatternSyntaxException wrong(String what, int at) {
        return new PatternSyntaxException(what, pattern, at);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
