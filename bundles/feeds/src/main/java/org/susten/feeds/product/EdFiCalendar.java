// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiPeople.derived;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiResource.always;
import static org.susten.feeds.product.EdFiResource.object;

import java.util.List;

/** Resources of Ed-Fi that tell on which days a school teaches. */
public final class EdFiCalendar {

    /** No source names its calendars, and each school has one a year. */
    private static final String CODE = "'School'";

    /** All of it or nothing: what tells half of a calendar is in no dictionary. */
    private static final List<String> NEEDED = List.of(
            "CalendarDay.organization", "CalendarDay.day", "CalendarDay.instructional", "AcademicSession.schoolYear");

    /** The days of schools of the feed, each with the school year of a term that it lies in: the school's own, or its district's. */
    private static final String DAYS =
            """
            store.calendar_day_v1 c join edfi_org x on x.row = c.organization and x.school
            join store.organization_v1 o on o.row = x.row
            cross join lateral (
              select coalesce(s.school_year, extract(year from s."end")::integer) as year from store.academic_session_v1 s
              where c.day between s.begin and s."end" and (s.organization is null or s.organization in (o.row, o.parent))
              order by 1 limit 1) y""";

    private static final String REFERENCE =
            object("'calendarCode'", CODE, "'schoolId'", "x.id", "'schoolYear'", "y.year");

    private static final EdFiResource CALENDARS = new EdFiResource(
            "calendars",
            "The calendar of a school and a school year, where the hub has days of it",
            true,
            "(select distinct x.id, y.year from " + DAYS + ") q",
            List.of(),
            List.of(
                    key("calendars.calendarCode", "Always School: each has one a year", TEXT, NEEDED, CODE),
                    key("calendars.schoolReference", "The school", TEXT, NEEDED, object("'schoolId'", "q.id")),
                    key(
                            "calendars.schoolYearTypeReference",
                            "Year in which the school year ends",
                            TEXT,
                            NEEDED,
                            object("'schoolYear'", "q.year")),
                    derived(
                            "calendars.calendarTypeDescriptor",
                            "That it is the school's",
                            NEEDED,
                            always("CalendarType", "School"))),
            object("'calendarCode'", CODE, "'schoolId'", "q.id", "'schoolYear'", "q.year"),
            "0::bigint",
            "q.id");

    private static final EdFiResource DATES = new EdFiResource(
            "calendarDates",
            "A day of a school's calendar",
            true,
            DAYS,
            List.of(),
            List.of(
                    key("calendarDates.calendarReference", "The calendar", TEXT, NEEDED, REFERENCE),
                    key("calendarDates.date", "The day", DAY, NEEDED, "c.day"),
                    key(
                            "calendarDates.calendarEvents",
                            "Whether children are taught that day",
                            TEXT,
                            NEEDED,
                            "jsonb_build_array("
                                    + object(
                                            "'calendarEventDescriptor'",
                                            "case when c.instructional then "
                                                    + always("CalendarEvent", "Instructional day") + " else "
                                                    + always("CalendarEvent", "Non-instructional day") + " end")
                                    + ")")),
            object("'calendarCode'", CODE, "'date'", "c.day", "'schoolId'", "x.id", "'schoolYear'", "y.year"),
            "0::bigint",
            "c.instructional desc, c.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(CALENDARS, DATES);

    private EdFiCalendar() {}
}
