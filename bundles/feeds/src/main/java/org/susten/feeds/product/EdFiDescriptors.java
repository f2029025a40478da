// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Descriptors of the hub's own names that objects of a feed refer to. An ODS knows Ed-Fi's, and takes an object with another one only where
 * that was posted before.
 */
public final class EdFiDescriptors {

    private static final Pattern NAMED = Pattern.compile(EdFiResource.OWN + "(\\w+Descriptor)#");

    /** What they are called as resources, as {@code relationDescriptors}: of all sets in which the hub has words of its own. */
    public static final List<String> KINDS = EdFi.ALL.stream()
            .flatMap(resource -> resource.columns().stream())
            .flatMap(column -> NAMED.matcher(column.sql()).results())
            .map(EdFiDescriptors::kind)
            .distinct()
            .sorted()
            .toList();

    /** Adds those that the other objects refer to, after these. */
    static final String INSERT =
            """
            insert into edfi_rows
            select 0, d.kind, d.key::text, d.data, array[d.kind, d.key::text], substring(sha256(convert_to(d.data::text, 'UTF8')) for 16)
            from (
              select u.kind, jsonb_build_object('codeValue', u.word, 'namespace', u.namespace) as key,
                     jsonb_build_object('codeValue', u.word, 'namespace', u.namespace, 'shortDescription', u.word) as data
              from (
                select distinct lower(substring(uri from %1$d for 1)) || split_part(substring(uri from %2$d), '#', 1) || 's' as kind,
                       split_part(uri, '#', 1) as namespace, substring(uri from position('#' in uri) + 1) as word
                from (select distinct v #>> '{}' as uri from edfi_rows r
                      cross join lateral jsonb_path_query(r.data, 'strict $.** ? (@.type() == "string" && @ starts with "%3$s")') v
                      where r.data::text like '%%%3$s%%Descriptor#%%') o) u
              where u.word <> '' and u.kind in (%4$s)) d"""
                    .formatted(
                            EdFiResource.OWN.length() + 1,
                            EdFiResource.OWN.length() + 2,
                            EdFiResource.OWN,
                            KINDS.stream().map(kind -> "'" + kind + "'").collect(Collectors.joining(", ")));

    private EdFiDescriptors() {}

    private static String kind(MatchResult named) {
        String set = named.group(1);
        return Character.toLowerCase(set.charAt(0)) + set.substring(1) + 's';
    }
}
