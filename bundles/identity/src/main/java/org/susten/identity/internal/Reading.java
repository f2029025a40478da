// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.susten.identity.matching.Features;

/** How the index reads the relation of a run's people. Beside what is told here it has {@code row}, {@code stream} and {@code change}. */
public interface Reading {

    /** A hub's runs. */
    Reading HUB = new Reading() {
        @Override
        public String columns() {
            return Read.COLUMNS;
        }

        @Override
        public Supplier<Features> features(ResultSet row, int stream) throws SQLException {
            return Read.features(row, stream);
        }

        @Override
        public short role(ResultSet row) throws SQLException {
            return Read.role(row);
        }
    };

    /** Columns of the relation, which goes by {@code p}. */
    String columns();

    /** What one row says of a person: taken now, worked out when asked for, by any thread. */
    Supplier<Features> features(ResultSet row, int stream) throws SQLException;

    /** As {@link Member} has it; 0 where nothing is said. */
    short role(ResultSet row) throws SQLException;
}
