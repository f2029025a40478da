// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.susten.identity.matching.Table.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each source lacks or mistakes what it says of people, told by records that are one person: where most records of a person
 * agree, another one errs; where they stand equal, each bears its part. Holds counts only. For one thread.
 */
public final class SourceErrors {

    /** What is told of. */
    public static final List<Comparison> TOLD = List.of(
            Comparison.GIVEN,
            Comparison.MIDDLE,
            Comparison.FAMILY,
            Comparison.BIRTH_DATE,
            Comparison.SEX,
            Comparison.ADDRESS,
            Comparison.AREA,
            Comparison.PHONE,
            Comparison.EMAIL,
            Comparison.GUARDIAN,
            Comparison.IDENTIFIER);

    private static final int TOGETHER = 4000;

    /**
     * One field of one source.
     *
     * @param records of the source
     * @param missing of them, those that do not say it
     * @param placeholders of them, those that say what stands for nothing in that source
     * @param compared records that say it, as another record of the person does
     * @param slips of the compared, those mistyped, swapped or half right
     * @param others of the compared, those that say something else
     */
    public record Count(long records, long missing, long placeholders, long compared, double slips, double others) {

        private static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

        private Count seen(boolean said, boolean counts) {
            return new Count(
                    records + 1,
                    missing + (said ? 0 : 1),
                    placeholders + (said && !counts ? 1 : 0),
                    compared,
                    slips,
                    others);
        }

        private Count compared(double share, boolean slip) {
            return new Count(
                    records,
                    missing,
                    placeholders,
                    compared + 1,
                    slips + (slip ? share : 0),
                    others + (slip ? 0 : share));
        }
    }

    private final Model model;
    private final Map<Integer, Map<Comparison, Count>> counts = new TreeMap<>();
    private final List<Features> records = new ArrayList<>();
    private final List<Integer> sources = new ArrayList<>();

    /** Where each person's records begin. */
    private final List<Integer> persons = new ArrayList<>();

    /** Placeholders are those of the model. */
    public SourceErrors(Model model) {
        this.model = model;
    }

    /**
     * Adds all records of one person.
     *
     * @param of the source of each
     */
    public void person(List<Features> own, List<Integer> of) {
        persons.add(records.size());
        records.addAll(own);
        sources.addAll(of);
        if (records.size() >= TOGETHER) {
            flush();
        }
    }

    /** By source and field. */
    public Map<Integer, Map<Comparison, Count>> counts() {
        flush();
        return counts;
    }

    private void flush() {
        Table said = new Table(records.size());
        Table counting = new Table(records.size(), model);
        for (Features one : records) {
            said.add(one);
            counting.add(one);
        }
        for (int row = 0; row < records.size(); row++) {
            for (Comparison c : TOLD) {
                boolean says = says(said, row, c);
                boolean counts = says(counting, row, c);
                count(row, c, count -> count.seen(says, counts));
            }
        }
        Comparer comparer = new Comparer(counting);
        for (int i = 0; i < persons.size(); i++) {
            int to = i + 1 < persons.size() ? persons.get(i + 1) : records.size();
            compare(comparer, persons.get(i), to);
        }
        records.clear();
        sources.clear();
        persons.clear();
    }

    private void count(int row, Comparison comparison, java.util.function.UnaryOperator<Count> change) {
        counts.computeIfAbsent(sources.get(row), s -> new EnumMap<>(Comparison.class))
                .compute(comparison, (c, count) -> change.apply(count == null ? Count.NONE : count));
    }

    private static boolean says(Table table, int row, Comparison comparison) {
        return switch (comparison) {
            case GIVEN -> table.cell(row, GIVEN) != 0;
            case MIDDLE -> table.cell(row, MIDDLE) != 0;
            case FAMILY -> table.cell(row, FAMILY) != 0;
            case BIRTH_DATE -> table.cell(row, BIRTH) != 0;
            case SEX -> table.cell(row, SEX) != 0;
            case ADDRESS -> table.cell(row, STREET) != 0;
            case AREA -> table.cell(row, POSTAL) != 0 || table.cell(row, CITY) != 0;
            case PHONE -> any(table, row, PHONES, 2);
            case EMAIL -> any(table, row, EMAILS, 2);
            case GUARDIAN -> any(table, row, GUARDIANS, 2);
            case IDENTIFIER -> any(table, row, IDENTIFIERS, 4);
            case SUFFIX, EXTRA -> false;
        };
    }

    private static boolean any(Table table, int row, int first, int many) {
        for (int cell = first; cell < first + many; cell++) {
            if (table.cell(row, cell) != 0) {
                return true;
            }
        }
        return false;
    }

    private void compare(Comparer comparer, int from, int to) {
        int size = to - from;
        if (size < 2) {
            return;
        }
        byte[][][] levels = new byte[size][size][];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                if (a != b) {
                    levels[a][b] = new byte[Comparison.ALL.length];
                    comparer.individual(from + a, from + b, levels[a][b]);
                    comparer.household(from + a, from + b, levels[a][b]);
                }
            }
        }
        for (Comparison c : TOLD) {
            compare(c, levels, from);
        }
    }

    private void compare(Comparison comparison, byte[][][] levels, int from) {
        int c = comparison.ordinal();
        int size = levels.length;
        int[] known = new int[size];
        int[] alike = new int[size];
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                int level = a == b ? 0 : levels[a][b][c];
                known[a] += level > 0 ? 1 : 0;
                alike[a] += level > 0 && !errs(comparison, level) ? 1 : 0;
            }
            if (known[a] > 0) {
                most = Math.max(most, alike[a]);
                least = Math.min(least, alike[a]);
            }
        }
        for (int a = 0; a < size; a++) {
            if (known[a] > 0) {
                double share = alike[a] == known[a]
                        ? 0
                        : least == most ? 1 - (alike[a] + 1.0) / (known[a] + 1) : alike[a] == most ? 0 : 1;
                boolean slip = nearest(comparison, levels[a], c);
                count(from + a, comparison, count -> count.compared(share, slip));
            }
        }
    }

    /** Whether the best of what a record says wrong is only mistyped. */
    private static boolean nearest(Comparison comparison, byte[][] levels, int c) {
        boolean slip = false;
        for (byte[] one : levels) {
            slip |= one != null && one[c] > 0 && errs(comparison, one[c]) && !differs(comparison, one[c]);
        }
        return slip;
    }

    /** Nicknames, initials and parts of double names are no errors. */
    private static boolean errs(Comparison comparison, int level) {
        return switch (comparison) {
            case GIVEN ->
                level == Comparison.GIVEN_TYPO || level == Comparison.GIVEN_NEAR || level > Comparison.GIVEN_INITIAL;
            case MIDDLE -> level > Comparison.MIDDLE_INITIAL;
            case FAMILY -> level > Comparison.FAMILY_PART;
            default -> level > Comparison.EXACT;
        };
    }

    /** Whether it is something else altogether. */
    private static boolean differs(Comparison comparison, int level) {
        return switch (comparison) {
            case GIVEN -> level >= Comparison.GIVEN_OTHER_INITIAL;
            case MIDDLE -> level >= Comparison.MIDDLE_OTHER;
            case FAMILY -> level >= Comparison.FAMILY_OTHER;
            case BIRTH_DATE -> level >= Comparison.BIRTH_YEAR;
            case IDENTIFIER -> level >= Comparison.IDENTIFIER_OTHER;
            case SEX -> true;
            case ADDRESS -> level >= Comparison.ADDRESS_STREET;
            case AREA -> level >= Comparison.AREA_STATE;
            default -> level >= Comparison.UNLIKE;
        };
    }
}
