// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.susten.connector.edfixml.Arrived.Source;
import org.susten.edfi.Names;
import org.susten.edfi.Streams;
import org.susten.edfi.Version;
import org.susten.model.words.Count;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;

/** Which files hold which elements, found by one look through all of them, so that each stream opens only the files it needs. */
final class Survey {

    /**
     * One interchange.
     *
     * @param source the file
     * @param version by its namespace; null where that says nothing
     * @param counts elements by plain name
     * @param ids whether elements carry ids, to which others may refer
     * @param whole false where the file breaks off
     */
    record Interchange(
            Source source, @Nullable Version version, Map<String, Long> counts, boolean ids, boolean whole) {}

    private final Inlet inlet;
    private final List<Interchange> interchanges = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> unread = new TreeMap<>();

    private Survey(Inlet inlet) {
        this.inlet = inlet;
    }

    /**
     * Looks through what arrived.
     *
     * @throws ConnectorException where no file of it is an interchange
     */
    static Survey of(Inlet inlet) {
        Survey survey = new Survey(inlet);
        Arrived.in(inlet).files().forEach(survey::look);
        if (survey.interchanges.isEmpty()) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    "no file that arrived is an Ed-Fi interchange: its root element begins with Interchange; send those");
        }
        survey.unread.forEach((element, count) -> survey.findings.add(new Finding(
                "what arrived",
                "has " + Count.of(count, "element " + element + ", which is", "elements " + element + ", which are")
                        + " not read")));
        return survey;
    }

    private void look(Source source) {
        Map<String, Long> counts = new LinkedHashMap<>();
        boolean ids = false;
        boolean whole = true;
        Version version;
        try (var xml = source.open()) {
            if (!isInterchange(xml.root())) {
                findings.add(new Finding(source.label(), "is no Ed-Fi interchange and was not read"));
                return;
            }
            version = Version.of(xml.namespace());
            try {
                while (xml.advance()) {
                    counts.merge(Names.plain(xml.name()), 1L, Long::sum);
                    ids |= xml.attribute("id") != null;
                }
            } catch (IOException e) {
                whole = false;
                findings.add(new Finding(source.label(), e.getMessage() + "; what comes after is not read"));
            }
        } catch (IOException e) {
            findings.add(new Finding(source.label(), "cannot be read as XML and was left out"));
            return;
        }
        counts.forEach((element, count) -> {
            if (Streams.ALL.stream().noneMatch(kind -> kind.takes(element)) && !element.endsWith("Reference")) {
                unread.merge(element, count, Long::sum);
            }
        });
        interchanges.add(new Interchange(source, version, Map.copyOf(counts), ids, whole));
    }

    /** Whether a root is that of an interchange: {@code InterchangeStudent}, {@code InterchangeStudentExtension}. */
    static boolean isInterchange(String root) {
        return root.startsWith("Interchange");
    }

    Inlet inlet() {
        return inlet;
    }

    /** Deviations of what arrived as a whole. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Interchanges that hold rows of a stream, in the order of their names. */
    List<Interchange> with(Streams.Kind kind) {
        return interchanges.stream()
                .filter(one -> one.counts().keySet().stream().anyMatch(kind::takes))
                .toList();
    }

    /** Whether every file could be read to its end. */
    boolean whole() {
        return interchanges.stream().allMatch(Interchange::whole)
                && findings.stream().noneMatch(finding -> finding.what().startsWith("cannot be read"));
    }
}
