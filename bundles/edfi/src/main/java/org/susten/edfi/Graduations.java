// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.susten.model.Credential;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.SourceRecord;

/** Academic records: diplomas that were given; credits, averages and ranks are kept beside the student. */
final class Graduations {

    private static final Set<String> RECORD =
            Set.of("StudentReference", "EducationOrganizationReference", "SessionReference", "Diploma");

    private final Ids ids;

    Graduations(Ids ids) {
        this.ids = ids;
    }

    List<Entity> record(SourceRecord row) {
        Node at = Node.of(row);
        SourceId student = ids.student(at);
        List<Entity> all = new ArrayList<>();
        for (Node diploma : at.nodes("Diploma")) {
            String type = diploma.code("DiplomaType");
            String kind = type == null ? "diploma" : type;
            LocalDate day = diploma.date("DiplomaAwardDate");
            String title = diploma.text("DiplomaDescription");
            // Type and day are a diploma's identity in its record; their order may change.
            all.add(Credential.builder(ids.beside(row, kind + ' ' + (day == null ? "" : day)))
                    .person(student)
                    .organization(ids.anOrganization(at, "EducationOrganizationReference"))
                    .kind(kind)
                    .title(title == null ? diploma.code("DiplomaLevel") : title)
                    .day(day)
                    .build());
        }
        Supplement left = Leftovers.of(row, ids.own(row), student, RECORD);
        if (left != null) {
            all.add(left);
        }
        return all;
    }
}
