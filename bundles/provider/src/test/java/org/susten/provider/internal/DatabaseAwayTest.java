// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.susten.db.Database;
import org.susten.db.DatabaseException;

/** Partners at both doors of a hub whose database goes away and comes back. */
class DatabaseAwayTest extends AtPartnersDoor {

    private final Leaving leaving = new Leaving();

    @Override
    Database database() {
        return leaving;
    }

    @Test
    void a_roster_is_to_be_asked_for_again() throws Exception {
        PartnerHub rosters = new PartnerHub(leaving, folder);
        try {
            rosters.settle();
            rosters.agree(PartnerHub.FIELDS);
            String token = rosters.token(PartnerHub.SECRET, "grant_type=client_credentials")
                    .body();
            String bearer = "Bearer "
                    + AtProvider.JSON.readTree(token).get("access_token").asText();
            leaving.away = true;

            for (String path : List.of("/v1p1/users", "/rostering/v1p2/users")) {
                HttpResponse<String> answer = rosters.get(path, bearer);
                isToldToAskAgain(answer);
                assertThat(answer.body())
                        .contains("\"imsx_codeMajor\":\"failure\"", "\"imsx_codeMinorFieldValue\":\"server_busy\"");
            }

            leaving.away = false;
            assertThat(rosters.get("/v1p1/users", bearer).statusCode()).isEqualTo(200);
        } finally {
            rosters.stop();
        }
    }

    @Test
    void what_is_a_partners_own_is_to_be_asked_for_again() throws Exception {
        leaving.away = true;

        for (String path : List.of("/partner/v1/", "/partner/v1/feeds", "/partner/v1/deliveries")) {
            isToldToAskAgain(ask("GET", path, "bridges", ""));
        }

        leaving.away = false;
        assertThat(ask("GET", "/partner/v1/deliveries", "bridges", "").statusCode())
                .isEqualTo(200);
    }

    private static void isToldToAskAgain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.body()).contains("the hub's database does not answer; ask again");
    }

    /** The database of the class, while it is there. */
    private static final class Leaving implements Database {

        private volatile boolean away;

        private Database there() {
            if (away) {
                throw DatabaseException.of(new SQLException("the connection was refused", "08001"));
            }
            return postgres.database();
        }

        @Override
        public DataSource dataSource() {
            return there().dataSource();
        }

        @Override
        public int connections() {
            return there().connections();
        }

        @Override
        public <T> T inTransaction(Work<T> work) {
            return there().inTransaction(work);
        }

        @Override
        public void migrate(String schema, Class<?> owner) {
            there().migrate(schema, owner);
        }

        @Override
        public List<String> refusals() {
            return there().refusals();
        }

        @Override
        public boolean answers() {
            return !away;
        }

        @Override
        public String description() {
            return there().description();
        }
    }
}
