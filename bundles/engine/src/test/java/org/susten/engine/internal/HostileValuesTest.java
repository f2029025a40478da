// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.Sql;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;

/** Values, keys and names of files that would do something where they were more than text. */
class HostileValuesTest extends OnHub {

    private static final List<String> HOSTILE = List.of(
            "'; drop schema store cascade; --",
            "x' or '1'='1",
            "\\'; delete from engine.run; --",
            "$$; drop table engine.run; $$",
            "E'\\\\x27'",
            "\\.",
            "\\N",
            "\\\\",
            "a\tb",
            "\"quoted\"",
            "{\"a\":1}",
            "{a;b}",
            "%s%n%x",
            "{0} {}",
            "${jndi:ldap://source.example/x}",
            "#{7*7}",
            "../../etc/passwd",
            "\u001B[31mred\u0007",
            "\u2028next",
            "<script>alert(1)</script>",
            "=HYPERLINK(\"x\")");

    private List<String> stored(String sql, String site) {
        return hub.database.inTransaction(connection -> Sql.list(connection, sql, row -> row.getString(1), site));
    }

    @Test
    @DisplayName(
            "S-19 values and keys of a source are stored as they are, compared, closed and replayed, and none of them is a command")
    void values_are_values() throws IOException {
        hub.connect("hostile");
        List<String> rows = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String value : HOSTILE) {
            // to this connector that sign means a key's former one
            String key = "k" + value.replace('<', '(');
            keys.add(key);
            rows.add(key + "," + value + "," + value + ",2015-01-02,");
        }
        hub.receive("hostile", "students.csv", rows.toArray(String[]::new));
        Run run = hub.runAll("hostile");
        assertThat(run.state()).as(run.message()).isEqualTo(State.COMMITTED);
        assertThat(run.rows().quarantined()).isZero();
        assertThat(stored(
                        "select p.key from store.person_v1 p join store.stream_v1 s using (stream) where s.site = ?",
                        "hostile"))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(stored(
                        "select p.given_name from store.person_v1 p join store.stream_v1 s using (stream) where s.site = ?",
                        "hostile"))
                .containsExactlyInAnyOrderElementsOf(
                        HOSTILE.stream().map(String::strip).toList());

        hub.runs.replay(run.id(), false, "'; drop table engine.request; --");
        Run again = hub.runAll("hostile");
        assertThat(again.changes()).allSatisfy(change -> {
            assertThat(change.changed()).isZero();
            assertThat(change.closed()).isZero();
        });
        assertThat(hub.open(Person.class, "hostile", "students")).isEqualTo(HOSTILE.size());
    }

    @Test
    @DisplayName("S-19 what cannot be understood is quarantined and told without what it says")
    void what_cannot_be_understood_is_told_harmlessly() throws IOException {
        hub.connect("bad");
        List<String> rows = new ArrayList<>();
        for (String value : HOSTILE) {
            rows.add("k" + value.replace('<', '(') + ",Given," + value + "," + value + ",");
        }
        hub.receive("bad", "students.csv", rows.toArray(String[]::new));
        Run run = hub.runAll("bad");
        assertThat(run.rows().quarantined()).isEqualTo(HOSTILE.size());
        assertThat(hub.runs.problems(run.id())).hasSize(1);
        assertThat(hub.rules(run).toString()).doesNotContain(HOSTILE.toArray(String[]::new));
    }

    @Test
    @DisplayName("S-19 the name of a file is a name, in the record and on disk")
    void the_name_of_a_file_is_a_name() throws IOException {
        hub.connect("names");
        for (String value : HOSTILE) {
            // beyond a last backslash or slash nothing is left of some
            String last = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
            if (last.isBlank() || last.equals(".")) {
                continue;
            }
            hub.receive("names", value, "of " + value);
            assertThat(stored("select file from engine.arrival where connection = ?", "names"))
                    .as("only the last part, and that as it is")
                    .contains(last);
        }
    }

    @Test
    @DisplayName("S-19 whatever a name or reason of a person says, it is text in the record")
    void what_people_say_is_text() throws IOException {
        hub.connect("said");
        for (String value : HOSTILE) {
            hub.runs.request("said", value);
            hub.run("said");
        }
        assertThat(hub.runs.latest("said", 0, 100)).hasSize(HOSTILE.size());
        assertThat(stored("select who from engine.run where connection = ?", "said"))
                .containsExactlyInAnyOrderElementsOf(HOSTILE);
    }

    @Test
    @DisplayName("S-19 a key of as many letters of many bytes as a key may have costs its row and not the run")
    void a_key_of_many_bytes_is_quarantined() throws IOException {
        hub.connect("keys");
        String key = new Random(7)
                .ints(999, 0x4e00, 0x9fa5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        hub.receive("keys", "students.csv", "s1,Ada,Alder,2015-01-02,", key + ",Bea,Birch,never,");
        Run run = hub.runAll("keys");
        assertThat(run.state()).as(run.message()).isEqualTo(State.COMMITTED);
        assertThat(run.rows().quarantined()).isEqualTo(1);
        assertThat(hub.open(Person.class, "keys", "students")).isEqualTo(1);
    }

    @Test
    @DisplayName("S-19 a day that no calendar of people has costs its row and not the run")
    void a_day_of_no_calendar_is_quarantined() throws IOException {
        hub.connect("days");
        hub.receive(
                "days",
                "students.csv",
                "s1,Ada,Alder,2015-01-02,",
                "s2,Bea,Birch,+300000000-01-01,",
                "s3,Cyd,Cedar,-9999-12-31,",
                "s4,Dee,Dogwood,9999-12-31,");
        Run run = hub.runAll("days");
        assertThat(run.state()).as(run.message()).isEqualTo(State.COMMITTED);
        assertThat(run.rows().quarantined()).isEqualTo(2);
        assertThat(hub.open(Person.class, "days", "students")).isEqualTo(2);
    }
}
