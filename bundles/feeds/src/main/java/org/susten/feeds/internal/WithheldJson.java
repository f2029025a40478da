// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.susten.governance.Agreements.Withheld;

/** Counts of persons withheld, as they are kept. */
final class WithheldJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WithheldJson() {}

    static String write(List<Withheld> withheld) {
        try {
            return JSON.writeValueAsString(withheld);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are text and numbers only", e);
        }
    }

    static List<Withheld> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the counts of persons withheld are not as they were written", e);
        }
    }
}
