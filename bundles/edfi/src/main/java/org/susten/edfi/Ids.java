// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import org.jspecify.annotations.Nullable;
import org.susten.model.SourceId;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** Makes source ids for one connection. */
record Ids(String system, String site) {

    /** The row itself. */
    SourceId own(SourceRecord row) {
        if (row.key().isBlank()) {
            throw new MappingException("key", "required", "the element lacks a part of its key");
        }
        return new SourceId(system, site, row.stream(), row.key());
    }

    /** Something that the row says besides. */
    SourceId beside(SourceRecord row, String what) {
        return new SourceId(system, site, row.stream(), own(row).key() + '@' + what);
    }

    /** The row of that key in that stream, which a column refers to. */
    SourceId required(String column, String stream, String key, Node reference) {
        if (key.isBlank()) {
            throw reference.has("@ref")
                    ? new MappingException(
                            column, "reference", column + " refers to an element that is not in its file")
                    : new MappingException(column, "required", column + " must name what it refers to");
        }
        return new SourceId(system, site, stream, key);
    }

    /** As above; null where the column is not there. */
    @Nullable
    SourceId optional(String stream, String key) {
        return key.isBlank() ? null : new SourceId(system, site, stream, key);
    }

    SourceId student(Node row) {
        Node reference = row.node("StudentReference");
        return required("StudentReference", "students", Keys.student(reference), reference);
    }

    SourceId staff(Node row) {
        Node reference = row.node("StaffReference");
        return required("StaffReference", "staffs", Keys.staff(reference), reference);
    }

    SourceId organization(Node row, String column) {
        Node reference = row.node(column);
        return required(column, "educationOrganizations", Keys.organization(reference), reference);
    }

    @Nullable
    SourceId anOrganization(Node row, String column) {
        return optional("educationOrganizations", Keys.organization(row.node(column)));
    }

    SourceId section(Node row, Version version) {
        Node reference = row.node("SectionReference");
        return required("SectionReference", "sections", Keys.section(reference, version), reference);
    }

    SourceId program(Node row) {
        Node reference = row.node("ProgramReference");
        return required("ProgramReference", "programs", Keys.program(reference), reference);
    }
}
