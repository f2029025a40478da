// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.susten.db.Database;

/** The limit: PostgreSQL's own COPY of the same columns of the same rows, with nobody asked and in no order. */
final class Bare {

    private static final String SAME =
            """
            copy (
              select p.key id, t.day, o.name school, t.category
              from store.attendance_v1 t
              join store.person_v1 p on p.row = t.person
              left join store.class_section_v1 c on c.row = t.section
              left join store.organization_v1 o on o.row = coalesce(t.organization, c.organization)
            ) to stdout (format csv, header)""";

    private Bare() {}

    /** Seconds that it takes, and what came out. */
    record Copied(double seconds, long rows, long bytes) {}

    static Copied copy(Database database) throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection();
                Sink sink = new Sink()) {
            long start = System.nanoTime();
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(SAME, sink);
            return new Copied((System.nanoTime() - start) / 1e9, rows, sink.bytes);
        }
    }

    private static final class Sink extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }
}
