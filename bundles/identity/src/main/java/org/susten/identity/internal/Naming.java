// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Gives groups of records their persons. A group keeps the person most of its records belong to, of equals the older one; a person
 * goes to one group at most. A group that is left without gets back the person its records had before a merge, or a new one.
 */
final class Naming {

    /** How a group came by its person. */
    enum How {
        KEPT,
        RESTORED,
        NEW
    }

    record Name(long person, How how) {}

    private record Claim(int group, long person, int records, long tie) {}

    private static final String FORMERLY =
            """
            select e.former from identity.event e join identity.person p on p.person = e.former
            where e.row = any(?) and e.kind = 'moved' and e.person = any(?) and p.redirect is not null
            group by e.former order by count(distinct e.row) desc, e.former limit 1
            """;

    private final Connection connection;
    private final List<Member> members;
    private final Map<Integer, List<Member>> groups = new LinkedHashMap<>();
    private final Map<Integer, Name> names = new HashMap<>();
    private final Set<Long> taken = new HashSet<>();

    Naming(Connection connection, List<Member> members, int[] group) {
        this.connection = connection;
        this.members = members;
        for (int i = 0; i < group.length; i++) {
            groups.computeIfAbsent(group[i], g -> new ArrayList<>()).add(members.get(i));
        }
    }

    Map<Integer, Name> name() throws SQLException {
        List<Claim> claims = claims();
        restoreContested(claims);
        for (Claim claim : claims) {
            if (!names.containsKey(claim.group) && taken.add(claim.person)) {
                names.put(claim.group, new Name(claim.person, How.KEPT));
            }
        }
        for (Map.Entry<Integer, List<Member>> group : groups.entrySet()) {
            if (!names.containsKey(group.getKey())) {
                restore(group.getKey(), group.getValue());
            }
        }
        List<Integer> nameless =
                groups.keySet().stream().filter(g -> !names.containsKey(g)).toList();
        if (!nameless.isEmpty()) {
            long[] fresh = Staging.numbers(connection, "identity.person", "person", nameless.size());
            for (int i = 0; i < fresh.length; i++) {
                names.put(nameless.get(i), new Name(fresh[i], How.NEW));
            }
        }
        return names;
    }

    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        groups.forEach((group, records) -> {
            Map<Long, Integer> counts = new HashMap<>();
            records.stream().filter(m -> m.person() != 0).forEach(m -> counts.merge(m.person(), 1, Integer::sum));
            long tie = records.stream().mapToLong(Member::tie).min().orElseThrow();
            counts.forEach((person, count) -> claims.add(new Claim(group, person, count, tie)));
        });
        claims.sort(Comparator.comparingInt(Claim::records)
                .reversed()
                .thenComparingLong(Claim::person)
                .thenComparingLong(Claim::tie));
        return claims;
    }

    /** Of several groups that had one person, those that came to it by a merge go back to what they were. */
    private void restoreContested(List<Claim> claims) throws SQLException {
        Map<Long, Integer> claimants = new HashMap<>();
        claims.forEach(c -> claimants.merge(c.person, 1, Integer::sum));
        for (int i = claims.size() - 1; i >= 0; i--) {
            Claim claim = claims.get(i);
            if (claimants.getOrDefault(claim.person, 0) > 1 && !names.containsKey(claim.group)) {
                restore(claim.group, groups.getOrDefault(claim.group, List.of()));
                if (names.containsKey(claim.group)) {
                    claimants.merge(claim.person, -1, Integer::sum);
                }
            }
        }
    }

    private void restore(int group, List<Member> records) throws SQLException {
        UUID[] rows =
                records.stream().filter(m -> m.person() != 0).map(Member::row).toArray(UUID[]::new);
        if (rows.length == 0) {
            return;
        }
        long[] persons = records.stream()
                .mapToLong(Member::person)
                .filter(p -> p != 0)
                .distinct()
                .toArray();
        Sql.list(
                        connection,
                        FORMERLY,
                        row -> row.getLong(1),
                        connection.createArrayOf("uuid", rows),
                        Members.array(connection, persons))
                .stream()
                .filter(taken::add)
                .findFirst()
                .ifPresent(person -> names.put(group, new Name(person, How.RESTORED)));
    }

    /** The records of each group. */
    Map<Integer, List<Member>> groups() {
        return groups;
    }

    @Override
    public String toString() {
        return members.size() + " records";
    }
}
