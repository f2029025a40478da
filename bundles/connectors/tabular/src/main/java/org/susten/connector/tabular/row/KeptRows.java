// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.susten.model.words.Count;

/** Rows of which some are left out on purpose, and counted. */
public final class KeptRows extends Rows {

    private final Rows rows;
    private final Shape shape;
    private final Consumer<String> findings;
    private long leftOut;

    KeptRows(Rows rows, Shape shape, Consumer<String> findings) {
        this.rows = rows;
        this.shape = shape;
        this.findings = findings;
    }

    @Override
    protected @Nullable Row advance() {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (shape.keeps(row)) {
                return row;
            }
            leftOut++;
        }
        if (leftOut > 0) {
            findings.accept(Count.of(leftOut, "row was", "rows were") + " left out, as the mapping says");
            leftOut = 0;
        }
        return null;
    }

    @Override
    public void close() {
        rows.close();
    }
}
