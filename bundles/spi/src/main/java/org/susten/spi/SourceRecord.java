// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row as the source said it: flat text by column, or a nested value where the source nests. Immutable by contract: the
 * arrays are not copied, and nobody changes them. {@code toString()} prints stream and position, never fields.
 */
public final class SourceRecord {

    /** What happened to the row. */
    public enum Presence {
        /** It is there as it is. */
        PRESENT,
        /** The source says it is gone: OneRoster {@code tobedeleted}, Ed-Fi deletes. Everything it became is closed. */
        DELETED,
        /** It could not even be read: wrong number of columns, broken encoding. It goes to quarantine as it is. */
        UNREADABLE
    }

    private final String stream;
    private final String key;
    private final Cursor position;
    private final Presence presence;
    private final Columns columns;
    private final @Nullable Object[] values;
    private final @Nullable String formerKey;
    private final @Nullable MappingException problem;

    private SourceRecord(
            String stream,
            String key,
            Cursor position,
            Presence presence,
            Columns columns,
            @Nullable Object[] values,
            @Nullable String formerKey,
            @Nullable MappingException problem) {
        this.stream = stream;
        this.key = key;
        this.position = position;
        this.presence = presence;
        this.columns = columns;
        this.values = values;
        this.formerKey = formerKey;
        this.problem = problem;
    }

    /** A row that is there. Values are text, or a List or Map where the source nests. */
    public static SourceRecord present(
            String stream, String key, Cursor position, Columns columns, @Nullable Object[] values) {
        return new SourceRecord(stream, key, position, Presence.PRESENT, columns, values, null, null);
    }

    /** A row the source says is gone. */
    public static SourceRecord deleted(String stream, String key, Cursor position) {
        return new SourceRecord(
                stream, key, position, Presence.DELETED, Columns.of(List.of()), new Object[0], null, null);
    }

    /** A row that could not be read; the values are what could be. */
    public static SourceRecord unreadable(
            String stream, Cursor position, Columns columns, @Nullable Object[] values, MappingException problem) {
        return new SourceRecord(stream, "", position, Presence.UNREADABLE, columns, values, null, problem);
    }

    /** The same row, which the source used to keep under another key. */
    public SourceRecord formerly(String former) {
        return new SourceRecord(stream, key, position, presence, columns, values, former, problem);
    }

    /** The stream the row belongs to. */
    public String stream() {
        return stream;
    }

    /** The row's key in its stream; empty where the row has none, which quarantines it. */
    public String key() {
        return key;
    }

    /** Where the row stands; reading from here gives the rows after it. */
    public Cursor position() {
        return position;
    }

    /** What happened to the row. */
    public Presence presence() {
        return presence;
    }

    /** The key it had before, where the source re-keyed it. */
    public @Nullable String formerKey() {
        return formerKey;
    }

    /** Why it could not be read. */
    public @Nullable MappingException problem() {
        return problem;
    }

    /** The columns of its file. */
    public Columns columns() {
        return columns;
    }

    /** The value of a column: text, List, Map, or null where absent. */
    public @Nullable Object value(String column) {
        int i = columns.indexOf(column);
        return i < 0 || i >= values.length ? null : values[i];
    }

    /**
     * The text of a column without surrounding space; null where absent or blank.
     *
     * @throws MappingException of rule {@code text} where the source nests something there
     */
    public @Nullable String text(String column) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            throw MappingException.notText(column);
        }
        String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    /**
     * The text of a column.
     *
     * @throws MappingException where it is blank
     */
    public String required(String column) {
        String text = text(column);
        if (text == null) {
            throw new MappingException(column, "required", "column " + column + " must not be blank");
        }
        return text;
    }

    /** Stream and position; never a field. */
    @Override
    public String toString() {
        return stream + '@' + position.value();
    }
}
