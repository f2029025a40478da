// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the objects of a file stand: on lines, in its array, or in an array within it. */
interface JsonSource {

    /** Goes to the next object; false at the true end. */
    boolean advance() throws IOException;

    /** Where it stands, as a person counts. */
    long row();

    /** The object, or null where something else stands in its place. */
    @Nullable
    Map<String, @Nullable Object> object() throws IOException;

    /** Whether the next can be found where this one is broken. */
    boolean canGoOn();

    /** Finds out which of them it is. */
    static JsonSource of(Text text, String array) throws IOException {
        BufferedReader reader = new BufferedReader(text, 1 << 14);
        int first = firstCharacter(reader);
        if (array.isEmpty() && first == '{') {
            return new OnLines(reader);
        }
        JsonParser json = JsonObjects.FACTORY.createParser((Reader) reader);
        JsonToken token = json.nextToken();
        if (!array.isEmpty() && token == JsonToken.START_OBJECT) {
            token = json.nextToken();
            while (token == JsonToken.FIELD_NAME && !json.currentName().equals(array)) {
                json.nextToken();
                json.skipChildren();
                token = json.nextToken();
            }
            token = json.nextToken();
        }
        if (token != JsonToken.START_ARRAY) {
            throw new IOException("no array of objects" + (array.isEmpty() ? "" : " named " + array));
        }
        return new InArray(json);
    }

    private static int firstCharacter(BufferedReader reader) throws IOException {
        int c;
        do {
            reader.mark(1);
            c = reader.read();
        } while (c >= 0 && Character.isWhitespace(c));
        reader.reset();
        return c;
    }

    /** An object on each line. */
    final class OnLines implements JsonSource {
        private static final int LONGEST = 4 << 20;

        private final BufferedReader reader;
        private char[] buffer = new char[1 << 14];

        /** What of the buffer is read, and where the line stands in it. */
        private int filled;

        private int from;
        private int to;
        private int following;
        private long number;

        OnLines(BufferedReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean advance() throws IOException {
            do {
                if (!line()) {
                    return false;
                }
                number++;
            } while (isBlank());
            return true;
        }

        private boolean isBlank() {
            for (int i = from; i < to; i++) {
                if (!Character.isWhitespace(buffer[i])) {
                    return false;
                }
            }
            return true;
        }

        /** Goes to the next line; false at the end. */
        private boolean line() throws IOException {
            from = following;
            int at = from;
            while (true) {
                while (at < filled && buffer[at] != '\n') {
                    at++;
                }
                if (at < filled) {
                    to = at;
                    following = at + 1;
                    return true;
                }
                at -= from;
                if (!more()) {
                    to = filled;
                    following = filled;
                    return to > from;
                }
            }
        }

        /** Reads on behind what is left of the buffer, which begins with the line; false at the end of the file. */
        private boolean more() throws IOException {
            int left = filled - from;
            if (left > LONGEST) {
                // the rest of it is passed over with the next line
                filled = from;
                following = from;
                throw new IOException("a line has more than " + LONGEST + " characters");
            }
            char[] into = left > buffer.length / 2 ? new char[buffer.length * 2] : buffer;
            System.arraycopy(buffer, from, into, 0, left);
            buffer = into;
            from = 0;
            filled = left;
            int read = reader.read(buffer, filled, buffer.length - filled);
            filled += Math.max(0, read);
            return read >= 0;
        }

        @Override
        public long row() {
            return number;
        }

        @Override
        public @Nullable Map<String, @Nullable Object> object() throws IOException {
            try (JsonParser json = JsonObjects.FACTORY.createParser(buffer, from, to - from)) {
                Map<String, @Nullable Object> object =
                        json.nextToken() == JsonToken.START_OBJECT ? JsonObjects.object(json) : null;
                return json.nextToken() == null ? object : null;
            }
        }

        @Override
        public boolean canGoOn() {
            return true;
        }
    }

    /** Objects in an array. */
    final class InArray implements JsonSource {
        private final JsonParser json;
        private long number;

        InArray(JsonParser json) {
            this.json = json;
        }

        @Override
        public boolean advance() throws IOException {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new IOException("the array has no end");
            }
            number++;
            return token != JsonToken.END_ARRAY;
        }

        @Override
        public long row() {
            return number;
        }

        @Override
        public @Nullable Map<String, @Nullable Object> object() throws IOException {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                return JsonObjects.object(json);
            }
            json.skipChildren();
            return null;
        }

        @Override
        public boolean canGoOn() {
            return false;
        }
    }
}
