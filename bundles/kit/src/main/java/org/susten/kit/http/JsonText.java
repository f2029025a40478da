// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.internal.JsonObjects;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Trace;

/** Small JSON, beside pages. */
public final class JsonText {

    private JsonText() {}

    /** A text as JSON writes it. */
    public static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /**
     * An answer that is one object.
     *
     * @throws ConnectorException of kind BROKEN where it is not
     */
    public static Map<String, @Nullable Object> object(Answer answer) {
        try {
            return parsed(answer);
        } catch (IOException e) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    "an answer is not the JSON object it should be" + JsonPage.kind(answer) + "; check the address",
                    Trace.bare(e));
        }
    }

    static Map<String, @Nullable Object> parsed(Answer answer) throws IOException {
        try (JsonParser json = JsonObjects.FACTORY.createParser(answer.bytes())) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                return JsonObjects.object(json);
            }
            throw new IOException("no object");
        } catch (JsonParseException e) {
            throw JsonPage.cut(e, answer);
        }
    }
}
