// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.susten.itests.Roster.ROWS;
import static org.susten.itests.Roster.STUDENTS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Exports as vendors send them, each spoiled in one way, with what must become of every row. */
final class HostileRosters {

    private static final int BOMB = 64 << 20;

    /**
     * One export.
     *
     * @param name of the connection that gets it
     * @param rows that must be read; of a refused export none
     * @param quarantined of these
     * @param waiting records that wait for a named parent
     * @param people who are there afterwards
     * @param says what the run's findings, problems or message must say
     */
    record Case(
            String name,
            byte[] zip,
            String state,
            long rows,
            long quarantined,
            long waiting,
            long people,
            String says) {

        Case(String name, Roster roster) {
            this(name, roster, ROWS, 0, 0, STUDENTS, "");
        }

        Case(String name, Roster roster, long rows, long quarantined, long waiting, long people, String says) {
            this(name, roster.zip(), "COMMITTED", rows, quarantined, waiting, people, says);
        }

        static Case refused(String name, byte[] zip, String says) {
            return new Case(name, zip, "FAILED", 0, 0, 0, 0, says);
        }
    }

    private HostileRosters() {}

    /** All of them; packed once. */
    static final List<Case> ALL = List.of(
            new Case("plain", Roster.bulk()),
            new Case("marked", Roster.bulk().editAll(text -> "\uFEFF" + text)),
            new Case("unix-lines", Roster.bulk().editAll(text -> text.replace("\r\n", "\n"))),
            new Case("mac-lines", Roster.bulk().editAll(text -> text.replace("\r\n", "\r"))),
            new Case(
                    "quoted-lines",
                    Roster.bulk()
                            .edit(
                                    "courses.csv",
                                    text -> text.replace("Mathematics", "\"Mathe\r\nmatics, \"\"5\"\"\""))),
            new Case("extra-columns", extraColumns(), ROWS, 0, 0, STUDENTS, "columns nobody asked for: vendorKey"),
            new Case("missing-columns", missingColumns(), ROWS, 0, 0, STUDENTS, "missing columns"),
            new Case(
                    "wrong-case",
                    Roster.bulk().rename(name -> name.toUpperCase(java.util.Locale.ROOT)),
                    ROWS,
                    0,
                    0,
                    STUDENTS,
                    "should be named users.csv"),
            new Case("in-a-folder", Roster.bulk().rename(name -> "Export 2026/" + name)),
            new Case("blank-status", blankStatus(), ROWS, 0, 0, STUDENTS, "lack status or dateLastModified"),
            new Case("several-schools", Roster.bulkOf12(), ROWS + 1 + STUDENTS + STUDENTS / 2, 0, 0, STUDENTS, ""),
            new Case(
                    "to-be-deleted",
                    Roster.bulk().add("users.csv", "u90,tobedeleted,2026-08-01T00:00:00.000Z,,,,,,,,,,,,,,,"),
                    ROWS + 1,
                    0,
                    0,
                    STUDENTS,
                    ""),
            new Case("dates-with-time", datesWithTime()),
            new Case(
                    "twice",
                    Roster.bulk().add("users.csv", "u1,,,true,s1,student,user1,,Other,Family1,,7001,,,,,05,"),
                    ROWS + 1,
                    1,
                    0,
                    STUDENTS,
                    "another row of this run has the same key"),
            new Case(
                    "dangling",
                    Roster.bulk()
                            .add("enrollments.csv", "e90,,,k1,s1,u90,student,,,")
                            .add("classes.csv", "k2,,,Nothing,05,c90,N,scheduled,,s1,y1,,,"),
                    ROWS + 2,
                    0,
                    2,
                    STUDENTS,
                    "row waits for a row of"),
            new Case(
                    "empty-file",
                    Roster.bulk().put("users.csv", ""),
                    ROWS - STUDENTS,
                    0,
                    2L * STUDENTS,
                    0,
                    "users.csv"),
            new Case(
                    "header-only",
                    Roster.bulk().edit("enrollments.csv", text -> text.substring(0, text.indexOf('\n') + 1)),
                    ROWS - STUDENTS,
                    0,
                    0,
                    STUDENTS,
                    ""),
            new Case("cut", Roster.bulk().cut("users.csv", 20), ROWS, 1, 2, STUDENTS - 1L, "users.csv"),
            new Case(
                    "latin-1",
                    Roster.bulk()
                            .edit("users.csv", text -> text.replace("Given1,", "José,"))
                            .encode("users.csv", StandardCharsets.ISO_8859_1),
                    ROWS,
                    0,
                    0,
                    STUDENTS,
                    "Windows-1252"),
            new Case(
                    "control-characters",
                    Roster.bulk().edit("users.csv", text -> text.replace("Given1,", "Gi\u001B[31mven\u00001,")),
                    ROWS,
                    1,
                    2,
                    STUDENTS - 1L,
                    "users.csv"),
            Case.refused("cut-archive", half(Roster.bulk().zip()), "is no ZIP archive"),
            Case.refused("climbing", Roster.bulk().rename(name -> "../" + name).zip(), "leaves the archive"),
            Case.refused(
                    "bomb", Roster.bulk().put("results.csv", "0".repeat(BOMB)).zip(), "packed more than 200 fold"),
            Case.refused(
                    "no-export",
                    Roster.bulk().rename(name -> name.replace(".csv", ".txt")).zip(),
                    "no OneRoster file"));

    private static Roster extraColumns() {
        return Roster.bulk().edit("users.csv", text -> text.lines()
                .map(line -> line.startsWith("sourcedId")
                        ? line.replaceFirst(",", ",vendorKey,") + ",metadata.bus"
                        : line.replaceFirst(",", ",77,") + ",Route 7")
                .reduce("", (all, line) -> all + line + "\r\n"));
    }

    /** Without status and date, and without the last eight columns of users. */
    private static Roster missingColumns() {
        Pattern two = Pattern.compile("(?m)^([^,\r\n]*),[^,]*,[^,]*,");
        UnaryOperator<String> bare = text ->
                text.startsWith("propertyName") ? text : two.matcher(text).replaceAll("$1,");
        return Roster.bulk().editAll(bare).edit("users.csv", text -> text.replaceAll("(?m)(,[^,\r\n]*){6}$", ""));
    }

    private static Roster blankStatus() {
        return Roster.bulk().edit("manifest.csv", text -> text.replace(",bulk", ",delta"));
    }

    private static Roster datesWithTime() {
        return Roster.bulk()
                .edit("academicSessions.csv", text -> text.replace("2026-08-15", "2026-08-15T00:00:00.000Z"))
                .edit("demographics.csv", text -> text.replaceAll("2015-03-(..)", "2015-03-$1 00:00:00"))
                .edit("enrollments.csv", text -> text.replace("2026-08-15", "8/15/2026"));
    }

    private static byte[] half(byte[] zip) {
        return Arrays.copyOf(zip, zip.length / 2);
    }
}
