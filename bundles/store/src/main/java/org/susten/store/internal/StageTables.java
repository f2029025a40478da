// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of one run's stage. Unlogged, without indexes, left alone by autovacuum. */
final class StageTables {

    private static final String UNLOGGED =
            "create unlogged table if not exists %s (%s) with (autovacuum_enabled = false)";

    private final long run;

    StageTables(long run) {
        this.run = run;
    }

    /** Holds one row as long as PostgreSQL has not crashed: then it empties unlogged tables. */
    String marker() {
        return "store.stage_" + run;
    }

    String rows(Shape shape) {
        return marker() + '_' + shape.table();
    }

    /** Differences between staged and stored rows of an entity, by place in the stage. */
    String change(Shape shape) {
        return rows(shape) + "_change";
    }

    /** Parents that were named before they were staged. */
    String reference() {
        return marker() + "_reference";
    }

    /** Source rows that the source says are gone. */
    String gone() {
        return marker() + "_gone";
    }

    /** Source rows that came and were not understood. */
    String kept() {
        return marker() + "_kept";
    }

    /** How many rows were passed over because they are stored just so, by entity and stream: only of streams read whole. */
    String same() {
        return marker() + "_same";
    }

    /** Rows of those streams that the run does not say, or takes back. */
    String absent() {
        return marker() + "_absent";
    }

    /** How many rows are staged of entities of which nothing is stored, by stream: each of them is new. */
    String fresh() {
        return marker() + "_fresh";
    }

    /** Rows that may be staged twice. */
    String twin() {
        return marker() + "_twin";
    }

    /** Rows that lost against a later one. */
    String duplicate() {
        return marker() + "_duplicate";
    }

    /** Rows that will wait. */
    String orphan() {
        return marker() + "_orphan";
    }

    /** The parents that orphans lack. */
    String lacking() {
        return marker() + "_lacking";
    }

    /** Rows that waited and will not any more. */
    String settled() {
        return marker() + "_settled";
    }

    String people() {
        return marker() + "_people";
    }

    /** Creates all but the tables of entities, which come with their first row. */
    String create() {
        return String.join(
                ";",
                unlogged(marker(), "covered integer[] not null"),
                "insert into " + marker() + " values (array[]::integer[])",
                unlogged(
                        reference(),
                        "entity text not null, row uuid not null, stream integer not null, key text not null"),
                unlogged(gone(), "origin uuid not null, ordinal bigint not null"),
                unlogged(kept(), "origin uuid not null"),
                unlogged(same(), "entity text not null, stream integer not null, rows bigint not null"),
                unlogged(fresh(), "entity text not null, stream integer not null, rows bigint not null"),
                unlogged(absent(), "entity text not null, row uuid not null"),
                unlogged(twin(), "entity text not null, row uuid not null"),
                unlogged(
                        duplicate(),
                        "entity text not null, stream integer not null, key text not null, ordinal bigint not null"),
                unlogged(
                        orphan(),
                        "entity text not null, row uuid not null, stream integer not null, key text not null, origin uuid, source"
                                + " integer, ordinal bigint not null, content jsonb not null, kept boolean not null"),
                unlogged(
                        lacking(),
                        "entity text not null, row uuid not null, component text not null, parent_entity text not null, parent uuid"
                                + " not null, parent_stream integer not null, parent_key text not null"),
                unlogged(settled(), "entity text not null, row uuid not null, released boolean not null"));
    }

    String create(Shape shape) {
        return unlogged(rows(shape), shape.definitions());
    }

    private static String unlogged(String table, String definition) {
        return UNLOGGED.formatted(table, definition);
    }

    /** The run that a table of a stage belongs to; null where it is none. */
    static @Nullable Long run(String table) {
        String[] parts = table.split("_", 3);
        return parts.length > 1 && parts[0].equals("stage") && parts[1].matches("\\d{1,19}")
                ? Long.valueOf(parts[1])
                : null;
    }

    /** A row id as SQL writes it. */
    static String literal(UUID row) {
        return "'" + row + "'::uuid";
    }
}
