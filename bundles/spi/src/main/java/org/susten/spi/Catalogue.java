// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.model.Sensitivity;

/**
 * The declaration that the inventory, governance, documentation and contract tests all read.
 *
 * @param id the connector's id, which is the {@code system} of its source ids
 * @param title the source system's name, for people
 * @param sector where in a community it belongs
 * @param streams the kinds of row it offers, parents before children
 */
public record Catalogue(String id, String title, Sector sector, List<Stream> streams) {

    /** How a stream is refreshed where the reading itself does not know better. */
    public enum Mode {
        /** Every row each time; rows not seen again are closed, never deleted. */
        SNAPSHOT,
        /** Changes and additions only. */
        INCREMENTAL
    }

    /**
     * One column of a stream.
     *
     * @param source the source's name of it, a path where rows are nested
     * @param target entity and component it fills, for example {@code Person.givenName}
     * @param sensitivity how carefully it is to be handled
     */
    public record Field(String source, String target, Sensitivity sensitivity) {}

    /**
     * One kind of row.
     *
     * @param name the source's name of it
     * @param yields entities a row may become
     * @param mode how it is refreshed
     * @param refresh how often the source renews it
     * @param key the column or columns that identify a row, for people
     * @param fields its columns
     */
    public record Stream(
            String name,
            List<Class<? extends Entity>> yields,
            Mode mode,
            Duration refresh,
            String key,
            List<Field> fields) {

        /** Keeps its own copies. */
        public Stream {
            yields = List.copyOf(yields);
            fields = List.copyOf(fields);
        }

        /** A field that a source sends as an object now, so that its members stand where it stood; null where there is none. */
        public @Nullable Field retyped(Columns columns) {
            if (!columns.haveObjects()) {
                return null;
            }
            for (Field field : fields) {
                if (columns.isObject(field.source()) && !hasMembers(field.source())) {
                    return field;
                }
            }
            return null;
        }

        private boolean hasMembers(String source) {
            return fields.stream().anyMatch(field -> field.source().startsWith(source + '.'));
        }
    }

    /** Keeps its own copy. */
    public Catalogue {
        streams = List.copyOf(streams);
    }

    /** The stream of that name. */
    public Stream stream(String name) {
        return streams.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stream " + name + " in " + id));
    }

    /** Starts a catalogue. */
    public static Builder of(String id, String title, Sector sector) {
        return new Builder(id, title, sector);
    }

    /** One column. */
    public static Field field(String source, String target, Sensitivity sensitivity) {
        return new Field(source, target, sensitivity);
    }

    /** Collects streams; one thread. */
    public static final class Builder {
        private final String id;
        private final String title;
        private final Sector sector;
        private final List<Stream> streams = new ArrayList<>();

        Builder(String id, String title, Sector sector) {
            this.id = id;
            this.title = title;
            this.sector = sector;
        }

        /** Adds a stream that yields one kind of entity. */
        public Builder stream(
                String name, Class<? extends Entity> yields, Mode mode, Duration refresh, String key, Field... fields) {
            return stream(new Stream(name, List.of(yields), mode, refresh, key, List.of(fields)));
        }

        /** Adds a stream. */
        public Builder stream(Stream stream) {
            streams.add(stream);
            return this;
        }

        /** The finished catalogue. */
        public Catalogue build() {
            return new Catalogue(id, title, sector, streams);
        }
    }
}
