// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.model.SourceId;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** Makes source ids for one connection. */
record Ids(String site) {

    static final String SYSTEM = "oneroster";

    /** The row of that key in that file. */
    SourceId of(String file, String key) {
        return new SourceId(SYSTEM, site, file, key);
    }

    /** The row itself. */
    SourceId own(SourceRecord row) {
        if (row.key().isBlank()) {
            throw new MappingException("sourcedId", "required", "column sourcedId must not be blank");
        }
        return of(row.stream(), row.key());
    }

    /** Something that the row says of another row, known by both. */
    SourceId derived(SourceRecord row, String other) {
        return of(row.stream(), row.key() + '@' + other);
    }

    /** The row a column points to, or null where blank. */
    @Nullable
    SourceId optional(SourceRecord row, String column, String file) {
        String key = row.text(column);
        return key == null ? null : of(file, key);
    }

    /** The row a column must point to. */
    SourceId required(SourceRecord row, String column, String file) {
        return of(file, row.required(column));
    }

    /** The rows a column points to. */
    List<SourceId> list(SourceRecord row, String column, String file) {
        List<SourceId> ids = new ArrayList<>();
        for (String key : Words.list(row, column)) {
            ids.add(of(file, key));
        }
        return ids;
    }
}
