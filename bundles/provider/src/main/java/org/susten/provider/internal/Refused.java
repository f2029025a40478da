// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.io.Serial;

/** A request that is answered with an error of the standard. Messages hold nothing of anybody. */
final class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is said while the database does not answer, and after how many seconds to ask again. */
    static final String SILENT = "the hub's database does not answer; ask again";

    static final long SILENT_SECONDS = 10;

    private final int status;
    private final String minor;

    private final boolean token;
    private final String scopes;
    private final long retryAfterSeconds;

    private Refused(int status, String minor, String description) {
        this(status, minor, description, false, "");
    }

    private Refused(int status, String minor, String description, boolean token, String scopes) {
        this(status, minor, description, token, scopes, 0);
    }

    private Refused(
            int status, String minor, String description, boolean token, String scopes, long retryAfterSeconds) {
        super(description, null, false, false);
        this.status = status;
        this.minor = minor;
        this.token = token;
        this.scopes = scopes;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static Refused filter(String description) {
        return new Refused(400, "invalid_filter_field", description);
    }

    static Refused selection(String description) {
        return new Refused(400, "invalid_selection_field", description);
    }

    static Refused blankSelection() {
        return new Refused(400, "invalid_blank_selection_field", "fields holds a name that is blank");
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

    static Refused token(String description) {
        return new Refused(401, "unauthorisedrequest", description, true, "");
    }

    /** Any of these scopes would do. */
    static Refused scope(String description, String scopes) {
        return new Refused(403, "forbidden", description, true, scopes);
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

    /** Whoever asks has all that is theirs at work, or asked too often. */
    static Refused tooMuch(String description, long retryAfterSeconds) {
        return new Refused(429, "server_busy", description, false, "", retryAfterSeconds);
    }

    /** The standard has no status for it, HTTP does. */
    static Refused silent() {
        return new Refused(503, "server_busy", SILENT, false, "", SILENT_SECONDS);
    }

    static Refused busy() {
        return new Refused(500, "internal_server_error", "The hub cannot answer now; try again later");
    }

    int status() {
        return status;
    }

    /** Whether there was a token, and it did not suffice. */
    boolean token() {
        return token;
    }

    /** Scopes that the token lacks, separated by blanks; empty where that is not the reason. */
    String scopes() {
        return scopes;
    }

    /** After how many seconds to ask again; 0 where that is not the reason. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The standard's word for the fault. */
    String minor() {
        return minor;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
