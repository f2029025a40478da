// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.susten.model.ClassMembership;
import org.susten.model.Enrollment;
import org.susten.model.GradeLevel;
import org.susten.model.Person;
import org.susten.model.Race;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.Reading;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.SifSimulator;
import org.susten.testkit.simulator.Simulator;

/** North America, XML, signed by a hash. */
class SifNaConnectorTest extends ApiConnectorContract {

    @Override
    protected Simulator simulator() {
        return Simulator.of(new SifSimulator(true, "na"));
    }

    @Override
    protected Connector connector(String address) {
        return new SifConnector(config(
                SifConnector.Config.class,
                "site=bellweather",
                "baseUrl=" + address,
                "applicationKey=" + Gate.ID,
                "sharedSecret=key",
                "zone=bellweather-zone",
                "pageSize=3"));
    }

    @Override
    protected String largest() {
        return "xStudents";
    }

    @Test
    void a_student_is_a_person_at_a_school() {
        Connector connector = connector();
        var said = connector.map(Reading.of(connector, "xStudents", Cursor.START, context())
                .rows()
                .values()
                .iterator()
                .next());
        Person person = (Person) said.get(0);
        assertThat(person.races()).containsExactly(Race.ASIAN);
        assertThat(person.identifiers())
                .extracting(id -> id.system() + '=' + id.value())
                .containsExactly("districtId:bellweather=701", "stateStudentId=99001", "sif:Bus:bellweather=B1");
        assertThat(((Enrollment) said.get(1)).grade()).isEqualTo(GradeLevel.GRADE_05);
    }

    @Test
    void a_roster_refers_to_rows_of_the_same_key() {
        Connector connector = connector();
        var said = connector.map(Reading.of(connector, "xRosters", Cursor.START, context())
                .rows()
                .values()
                .iterator()
                .next());
        assertThat(said).hasSize(4);
        ClassMembership teacher = (ClassMembership) said.get(1);
        assertThat(teacher.primary()).isTrue();
        assertThat(Reading.of(connector, "xStaffs", Cursor.START, context()).rows())
                .containsOnlyKeys(teacher.person().key());
    }
}
