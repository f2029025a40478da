// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Agreement;

/** Agreements as an operator might write them, and the hub that reads them. */
final class Drafts {

    static final ZoneId ZONE = ZoneId.of("America/New_York");

    static final String BRIDGES =
            """
            partner: {id: bridges, name: Bridges Afterschool, contact: data@bridges.example, connection: bridges}
            purpose: attendance-support
            question: Do the children in our program come to school?
            legalBasis: ferpa-99.31-a-1
            identifiability: identified
            population:
              connection: bridges
              entity: ProgramParticipation
            fields:
              Enrollment: [organization, grade]
              Attendance: [day, category]
            effective: 2026-08-01
            expiry: 2027-07-31
            smallestCell: 10
            feeds:
              - id: bridges-attendance
                dataset: attendance
                format: csv
                mode: full
                deliver: file:store/outbox/bridges
            conditions:
              service: Afterschool program that the district would otherwise run.
              directControl: Attachment B of the contract says who may use the records, and for what.
              criteria: Annual notice of the district, section 4.
            """;

    /** The same under another legal basis; its conditions as a YAML flow mapping without braces. */
    static String under(String basis, String conditions) {
        return BRIDGES.substring(0, BRIDGES.indexOf("conditions:")).replace("ferpa-99.31-a-1", basis) + "conditions: {"
                + conditions + "}\n";
    }

    private final Path folder;
    private final FileAgreements agreements = new FileAgreements(new MemorySecrets(), ZONE);

    Drafts(Path folder) {
        this.folder = folder;
    }

    FileAgreements agreements() {
        return agreements;
    }

    /** Saves the text as the named file and hands it to the hub. */
    Agreement save(String id, String text) throws FileProblemException {
        agreements.accept(id + ".yaml", write(id, text));
        return agreements.find(id).orElseThrow();
    }

    Path write(String id, String text) {
        try {
            return Files.writeString(folder.resolve(id + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
