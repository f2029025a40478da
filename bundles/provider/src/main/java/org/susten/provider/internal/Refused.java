// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.io.Serial;

/** A request that is answered with an error of the standard. Messages hold nothing of anybody. */
final class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String minor;

    private Refused(int status, String minor, String description) {
        super(description, null, false, false);
        this.status = status;
        this.minor = minor;
    }

    static Refused filter(String description) {
        return new Refused(400, "invalid_filter_field", description);
    }

    static Refused selection(String description) {
        return new Refused(400, "invalid_selection_field", description);
    }

    static Refused sorting(String description) {
        return new Refused(400, "invalid_sort_field", description);
    }

    static Refused data(String description) {
        return new Refused(400, "invaliddata", description);
    }

    static Refused stranger(String description) {
        return new Refused(401, "unauthorisedrequest", description);
    }

    static Refused forbidden(String description) {
        return new Refused(403, "forbidden", description);
    }

    static Refused unknown(String description) {
        return new Refused(404, "unknownobject", description);
    }

    static Refused method() {
        return new Refused(405, "invaliddata", "This service is read only: use GET");
    }

    static Refused busy() {
        return new Refused(500, "internal_server_error", "The hub cannot answer now; try again later");
    }

    int status() {
        return status;
    }

    /** The standard's word for the fault. */
    String minor() {
        return minor;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
