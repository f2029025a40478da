// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What stands before the API says no: a problem as RFC 9457 has it. */
final class Refusal {

    static final String NOTHING = "There is nothing here. /api/v1/openapi.json tells what there is.";

    private Refusal() {}

    /** Answers with a status and a sentence. */
    static void write(HttpServletResponse out, int status, String detail) throws IOException {
        if (status == 401) {
            out.setHeader("WWW-Authenticate", "Basic realm=\"susten\", charset=\"UTF-8\"");
        }
        out.setStatus(status);
        out.setContentType("application/problem+json");
        byte[] problem =
                ("{\"status\":" + status + ",\"detail\":\"" + escaped(detail) + "\"}").getBytes(StandardCharsets.UTF_8);
        out.setContentLength(problem.length);
        out.getOutputStream().write(problem);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\');
            }
            escaped.appendCodePoint(c < ' ' ? ' ' : c);
        });
        return escaped.toString();
    }
}
