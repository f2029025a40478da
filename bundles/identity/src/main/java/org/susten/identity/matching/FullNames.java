// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * Finds given names and surnames that come together more often than each alone makes likely, because people of one origin choose among
 * the same names: two records of such a name are two people more often. People are counted as different names and birth dates.
 */
final class FullNames {

    /** As many people as seen are assumed to follow from the two names alone, so that one person's slips make no crowd. */
    private static final double PRIOR = 2;

    /** Corrections smaller than this are not kept. */
    private static final double LEAST = 0.5;

    private static final int KEPT = 20_000;

    private final Table table;
    private final double namesakes;

    /**
     * @param namesakes how much more often than the two names alone make likely any full name is borne by two
     */
    FullNames(Table table, double namesakes) {
        this.table = table;
        this.namesakes = namesakes;
    }

    /** The bits by {@link #hash}, and those of all other names; a name alone in its kind counts no more than the two names. */
    Frequencies frequencies() {
        long[] people = people();
        int[] given = new int[table.values().size() + 1];
        int[] family = new int[given.length];
        for (long name : people) {
            given[(int) (name >>> 32)]++;
            family[(int) name]++;
        }
        double usual = -Logs.log2(namesakes);
        long[] hashes = new long[people.length];
        float[] bits = new float[people.length];
        int count = 0;
        for (int from = 0, i = 1; i <= people.length; i++) {
            if (i == people.length || people[i] != people[from]) {
                int first = (int) (people[from] >>> 32);
                int last = (int) people[from];
                double expected = namesakes * given[first] * family[last] / people.length;
                double found = Logs.log2((PRIOR + expected) / (PRIOR + i - from - 1));
                if (Math.abs(found) > LEAST) {
                    hashes[count] =
                            hash(table.values().hash(first), table.values().hash(last));
                    bits[count++] = (float) Math.min(0, found + usual);
                }
                from = i;
            }
        }
        return strongest(Arrays.copyOf(hashes, count), Arrays.copyOf(bits, count), (float) usual);
    }

    /** Given name and surname of each person, sorted. */
    private long[] people() {
        long[][] people = new long[table.size()][];
        int size = 0;
        for (int row = 0; row < table.size(); row++) {
            long given = table.cell(row, Table.GIVEN);
            long family = table.cell(row, Table.FAMILY);
            int birth = table.cell(row, Table.BIRTH);
            if (given != 0 && family != 0 && birth != 0) {
                people[size++] = new long[] {given << 32 | family, birth};
            }
        }
        Arrays.parallelSort(
                people, 0, size, (a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        long[] names = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || people[i][0] != people[i - 1][0] || people[i][1] != people[i - 1][1]) {
                names[count++] = people[i][0];
            }
        }
        return Arrays.copyOf(names, count);
    }

    /** Those that are furthest from the usual. */
    private static Frequencies strongest(long[] hashes, float[] bits, float usual) {
        float[] distance = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            distance[i] = Math.abs(bits[i] - usual);
        }
        float[] ascending = distance.clone();
        Arrays.sort(ascending);
        float least = ascending.length > KEPT ? ascending[ascending.length - KEPT] : 0;
        long[] sorted = new long[hashes.length];
        int count = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (distance[i] >= least) {
                sorted[count++] = hashes[i];
            }
        }
        sorted = Arrays.copyOf(sorted, count);
        Arrays.sort(sorted);
        float[] inOrder = new float[count];
        for (int i = 0; i < hashes.length; i++) {
            if (distance[i] >= least) {
                inOrder[Arrays.binarySearch(sorted, hashes[i])] = bits[i];
            }
        }
        return new Frequencies(sorted, inOrder, usual);
    }

    /** Of a name, from the hashes of its parts. */
    static long hash(long given, long family) {
        return Hash.mix(given, family);
    }
}
