// SPDX-License-Identifier: Apache-2.0
package org.susten.obligations;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import org.susten.governance.Agreement;
import org.susten.obligations.internal.DocumentReader;
import org.susten.obligations.internal.DocumentWriter;

/**
 * Agreements as the SIF Privacy Obligations Document ({@code pod}, SIF Infrastructure 3.3 and later), in which data controllers and the
 * products they use tell each other what was agreed. Safe for any thread.
 *
 * <p>The document knows purpose, laws, clauses, fields, deletion, training and onward parties. What it has no element for, whose data is
 * meant and how it is told apart, stands in conditions of the type {@link #TYPE}, which other readers pass over. Feeds, their places and
 * the people at the partner stay in the hub.
 */
public final class PrivacyObligations {

    /** Of the version in which documents are written; those of later ones are read, too. */
    public static final String NAMESPACE = "http://www.sifassociation.org/infrastructure/3.3";

    /** Type of the conditions that say what the document has no element for. */
    public static final String TYPE = "susten";

    /**
     * A document read.
     *
     * @param yaml an agreement file as far as the document goes, what is missing or could not be taken over first, as comments
     * @param missing the same, a sentence each: what a person must say before the file is good
     */
    public record Draft(String yaml, List<String> missing) {

        /** Keeps its own copy. */
        public Draft {
            missing = List.copyOf(missing);
        }
    }

    private PrivacyObligations() {}

    /** The document of an agreement as it stands on that day. The same agreement gives the same text. */
    public static String write(Agreement agreement, LocalDate day) {
        return new DocumentWriter(agreement, day).write();
    }

    /**
     * Reads a document, alone or the first of a {@code pods} collection, into a draft for a steward. Nothing is put in force.
     *
     * @throws IOException where it is no such document, saying what is wrong and where
     */
    public static Draft read(InputStream xml) throws IOException {
        return DocumentReader.read(xml);
    }
}
