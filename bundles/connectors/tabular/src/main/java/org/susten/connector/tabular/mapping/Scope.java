// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.files.YamlFile;

/**
 * What one compilation of a mapping shares: where problems go, which crosswalks there are, which columns and crosswalks the
 * stream at hand and the mapping use. One thread.
 */
public final class Scope {

    final Problems problems;
    final String system;
    final String site;
    final Set<String> crosswalksUsed = new TreeSet<>();
    private final Function<String, @Nullable Crosswalk> crosswalks;
    private Set<String> columns = new LinkedHashSet<>();

    Scope(Problems problems, String system, String site, Function<String, @Nullable Crosswalk> crosswalks) {
        this.problems = problems;
        this.system = system;
        this.site = site;
        this.crosswalks = crosswalks;
    }

    void column(String name) {
        columns.add(name);
    }

    /** The columns used since the last call. */
    Set<String> takeColumns() {
        Set<String> used = columns;
        columns = new LinkedHashSet<>();
        return used;
    }

    /** The crosswalk of that name; null, and a problem, where none is in force. */
    @Nullable
    Crosswalk crosswalk(String name, String pointer) {
        crosswalksUsed.add(name);
        Crosswalk crosswalk = crosswalks.apply(name);
        if (crosswalk == null) {
            problems.add(
                    pointer,
                    "no crosswalk " + name + " is in force",
                    "save crosswalks/" + name + ".csv, or correct the name");
        }
        return crosswalk;
    }

    /** Tells of every member that may not stand in an object. */
    void only(JsonNode object, String pointer, String... allowed) {
        Set<String> known = Set.of(allowed);
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                problems.add(
                        YamlFile.member(pointer, name),
                        name + " cannot stand here",
                        "correct the spelling or remove it; here can stand " + String.join(", ", List.of(allowed)));
            }
        }
    }
}
