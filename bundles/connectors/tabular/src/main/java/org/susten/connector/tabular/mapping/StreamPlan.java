// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.row.Shape;
import org.susten.connector.tabular.row.ShapedReader;
import org.susten.connector.tabular.row.TableFormat;
import org.susten.kit.RowFormat;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.SourceRecord;

/**
 * One stream: which files hold it and what their rows become. Immutable; safe for any thread.
 *
 * @param declared what the catalogue says of it
 * @param files glob of its files; empty where they come from elsewhere
 * @param source where they come from instead, in the words of the connector that reads it
 * @param table how they are read
 * @param shape what is done before they are rows of the stream; null where nothing is
 * @param rows how rows are known
 * @param entities what a row becomes, parents first
 */
public record StreamPlan(
        Catalogue.Stream declared,
        String files,
        Map<String, String> source,
        TableFormat table,
        @Nullable Shape shape,
        RowMaker.Factory rows,
        List<EntityPlan> entities) {

    public StreamPlan {
        source = Map.copyOf(source);
        entities = List.copyOf(entities);
    }

    /** How a file becomes rows of the stream. */
    public RowFormat format() {
        Shape shaped = shape;
        return shaped == null
                ? table
                : (inlet, file, since, factory) ->
                        new ShapedReader(shaped, inlet, file, table, since, factory, Shape.MOST);
    }

    public List<Entity> map(SourceRecord row) {
        List<Entity> made = new ArrayList<>(entities.size());
        for (EntityPlan plan : entities) {
            Entity entity = plan.of(row);
            if (entity != null) {
                made.add(entity);
            }
        }
        return made;
    }
}
