// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.testing.Postgres;

/** A database that a newer release of the hub has migrated, and the release before. */
class NewerSchemaTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/org/susten/db/internal/migration");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path temp;

    private Path newer;

    private Database database;
    private DataSource source;

    @BeforeEach
    void a_hub_with_a_row() throws Exception {
        database = postgres.database();
        source = database.dataSource();
        Sql.run(source, "drop schema if exists things cascade");
        database.migrate("things", NewerSchemaTest.class);
        Sql.run(source, "insert into things.thing values (7)");
        newer = temp.resolve("scripts");
        Folders.copy(SCRIPTS, newer);
        Files.writeString(newer.resolve("V004__colour.sql"), "alter table thing add colour text");
        Files.writeString(newer.resolve("V011__no_ids.sql"), "alter table thing rename colour to hue");
    }

    @Test
    @DisplayName(
            "R-23 a release before the one that migrated the database refuses it, says what to do, and changes nothing")
    void an_older_release_refuses_a_newer_schema() throws Exception {
        upgrade();
        String before = state();
        assertThatThrownBy(() -> database.migrate("things", NewerSchemaTest.class))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.CONFIG))
                .hasMessageContainingAll(
                        "schema things is at version 011",
                        "newer release",
                        "up to 003",
                        "start that newer release again",
                        "bin/susten restore");
        assertThat(database.refusals()).singleElement().asString().contains("schema things is at version 011");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    @DisplayName("R-23 the newer release goes on where it was after an older one was tried")
    void the_newer_release_starts_again() throws Exception {
        upgrade();
        assertThatThrownBy(() -> database.migrate("things", NewerSchemaTest.class))
                .isInstanceOf(DatabaseException.class);
        Sql.run(source, "update things.thing set hue = 'blue'");
        upgrade();
        assertThat(Sql.one(source, "select id || hue from things.thing")).isEqualTo("7blue");
    }

    @Test
    void a_schema_that_can_be_migrated_again_is_refused_no_more() throws Exception {
        upgrade();
        assertThatThrownBy(() -> database.migrate("things", NewerSchemaTest.class))
                .isInstanceOf(DatabaseException.class);
        Sql.run(source, "drop schema things cascade");
        database.migrate("things", NewerSchemaTest.class);
        assertThat(database.refusals()).isEmpty();
    }

    @Test
    void a_schema_that_is_gone_while_the_hub_is_up_is_told_of_until_it_is_back() throws Exception {
        assertThat(database.refusals()).isEmpty();
        Sql.run(source, "alter schema things rename to elsewhere");
        assertThat(database.refusals())
                .singleElement()
                .asString()
                .contains("the database lacks things, ", "Database administrator", "hub operator: restart the hub");
        Sql.run(source, "alter schema elsewhere rename to things");
        assertThat(database.refusals()).isEmpty();
    }

    private void upgrade() throws Exception {
        List<Script> scripts = Scripts.in(newer);
        Migrations.of(scripts, "org.susten.things").apply(postgres.access().single(), "things");
    }

    private String state() throws Exception {
        return Sql.one(source, "select string_agg(version, ',' order by installed_rank) from things.migration")
                + Sql.one(source, "select string_agg(t::text, ',') from things.thing t");
    }
}
