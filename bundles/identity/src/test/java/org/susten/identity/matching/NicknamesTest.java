// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against the list itself, read another way. */
class NicknamesTest {

    @Test
    void two_names_are_related_where_one_line_of_the_list_has_both() throws Exception {
        Map<String, Set<Integer>> lines = new HashMap<>();
        List<String> list;
        try (InputStream in = Nicknames.class.getResourceAsStream("nicknames.txt")) {
            list = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        for (int line = 0; line < list.size(); line++) {
            if (!list.get(line).isBlank() && !list.get(line).startsWith("#")) {
                for (String name : list.get(line).split("[: ]+")) {
                    lines.computeIfAbsent(name, n -> new HashSet<>()).add(line);
                }
            }
        }
        List<String> names = new ArrayList<>(lines.keySet());
        names.sort(null);
        int related = 0;
        List<String> wrong = new ArrayList<>();
        for (String one : names) {
            for (String other : names) {
                boolean expected = lines.get(one).stream().anyMatch(lines.get(other)::contains);
                related += expected ? 1 : 0;
                if (Nicknames.related(of(one), of(other)) != expected) {
                    wrong.add(one + ' ' + other);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(related).isGreaterThan(names.size());
        assertThat(Nicknames.related(of("no such name"), of("no such name"))).isFalse();
    }

    private static Nicknames.Lines of(String name) {
        return Nicknames.get().lines(name);
    }
}
