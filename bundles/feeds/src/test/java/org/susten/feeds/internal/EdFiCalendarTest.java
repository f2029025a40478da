// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.users;

import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.CalendarDay;

/** The days of schools in feeds of the shape of Ed-Fi. */
class EdFiCalendarTest extends OnHub {

    @BeforeEach
    void a_district_with_terms() {
        hub.community.commit(Classes.all());
    }

    static CalendarDay calendar(LocalDate day, boolean taught) {
        return CalendarDay.builder(users("calendar", "s1@" + day))
                .organization(users("orgs", "s1"))
                .day(day)
                .instructional(taught)
                .build();
    }

    @Test
    void a_school_tells_on_which_days_it_teaches() throws IOException {
        hub.community.commit(calendar(DAY, true), calendar(DAY.plusDays(1), false), calendar(DAY.plusYears(9), true));
        hub.save(EdFiTest.edFi(EdFiTest.ALL));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(EdFiTest.texts(delivery, "calendars.jsonl"))
                .singleElement()
                .asString()
                .contains("\"schoolYear\":2027", "\"schoolId\":", "CalendarTypeDescriptor#School");
        assertThat(EdFiTest.lines(delivery, "calendarDates.jsonl"))
                .as("a day of no school year is in no calendar")
                .extracting(d -> d.get("date").asText() + ' ' + d.at("/calendarEvents/0/calendarEventDescriptor"))
                .containsExactly(
                        DAY + " \"uri://ed-fi.org/CalendarEventDescriptor#Instructional day\"",
                        DAY.plusDays(1) + " \"uri://ed-fi.org/CalendarEventDescriptor#Non-instructional day\"");
    }

    @Test
    void half_of_a_calendar_is_in_no_dictionary() {
        hub.community.commit(calendar(DAY, true));
        hub.save(EdFiTest.edFi("Enrollment: [organization]\nAcademicSession: [schoolYear]\nCalendarDay: [day]"));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.read(delivery, "dictionary.csv")).doesNotContain("calendar");
        assertThat(Hub.files(delivery).keySet()).noneMatch(file -> file.startsWith("calendar"));
    }
}
