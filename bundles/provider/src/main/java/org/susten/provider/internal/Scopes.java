// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The scopes of the standard for reading, by what stands behind {@code /scope/}: the same words in 1.1 and 1.2. */
final class Scopes {

    static final String PREFIX = "https://purl.imsglobal.org/spec/or/v1p2/scope/";
    static final String CORE = "roster-core.readonly";
    static final String ROSTER = "roster.readonly";
    static final String DEMOGRAPHICS = "roster-demographics.readonly";
    static final String GRADEBOOK_CORE = "gradebook-core.readonly";
    static final String GRADEBOOK = "gradebook.readonly";
    static final String ASSESSMENT = "assessment.readonly";
    static final String RESOURCE_CORE = "resource-core.readonly";
    static final String RESOURCE = "resource.readonly";

    private static final String PATTERN = "https?://purl\\.imsglobal\\.org/spec/or/v1p[12]/scope/[a-z-]+\\.readonly";

    private Scopes() {}

    /** What a feed with these files can be asked for. */
    private static Set<String> possible(Set<String> files) {
        Set<String> words = new java.util.TreeSet<>(Set.of(CORE, ROSTER, RESOURCE_CORE, RESOURCE));
        if (files.contains("demographics")) {
            words.add(DEMOGRAPHICS);
        }
        if (files.contains("lineItems")) {
            words.add(GRADEBOOK_CORE);
            words.add(GRADEBOOK);
            words.add(ASSESSMENT);
        }
        return words;
    }

    /** Scopes as they were asked for, by their word, that the feed allows; all of them where none was asked for. */
    static Map<String, String> granted(String asked, Set<String> files) {
        Set<String> possible = possible(files);
        Map<String, String> granted = new LinkedHashMap<>();
        if (asked.isBlank()) {
            possible.forEach(word -> granted.put(word, PREFIX + word));
            return granted;
        }
        for (String scope : asked.strip().split("\\s+")) {
            String word = scope.substring(scope.lastIndexOf('/') + 1);
            if (scope.matches(PATTERN) && possible.contains(word)) {
                granted.putIfAbsent(word, scope);
            }
        }
        return granted;
    }

    /** Any of these lets an address be read: what lies below another object is not of the core. */
    static Set<String> needed(Route route) {
        Collection collection = route.collection();
        boolean core = route.within().isEmpty();
        if (collection == Collection.DEMOGRAPHICS) {
            return Set.of(DEMOGRAPHICS);
        }
        if (collection == Collection.ASSESSMENT_LINE_ITEMS || collection == Collection.ASSESSMENT_RESULTS) {
            return Set.of(ASSESSMENT);
        }
        if (collection == Collection.RESOURCES) {
            return core ? Set.of(RESOURCE, RESOURCE_CORE) : Set.of(RESOURCE);
        }
        if (collection.gradebook()) {
            return core ? Set.of(GRADEBOOK, GRADEBOOK_CORE) : Set.of(GRADEBOOK);
        }
        return core ? Set.of(ROSTER, CORE) : Set.of(ROSTER);
    }

    static Set<String> words(String list) {
        return Arrays.stream(list.split(" ")).collect(Collectors.toUnmodifiableSet());
    }
}
