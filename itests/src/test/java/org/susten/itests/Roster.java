// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small OneRoster export of invented people, which can be spoiled file by file before it is packed. */
final class Roster {

    static final int STUDENTS = 20;

    /** Rows of all files of the export as it is before anything is spoiled, without headers and manifest. */
    static final int ROWS = 2 + 1 + 1 + 1 + STUDENTS + STUDENTS + STUDENTS;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Roster() {}

    /** Bulk, version 1.1: one school, one class, and every student enrolled in both. */
    static Roster bulk() {
        Roster roster = new Roster();
        roster.put("manifest.csv", manifest("1.1", "bulk"));
        roster.put(
                "orgs.csv",
                "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
                "d1,,,Gadmen Unified,district,,",
                "s1,,,Gadmen School,school,100,d1");
        roster.put(
                "academicSessions.csv",
                "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
                "y1,,,Year,schoolYear,2026-08-15,2027-06-15,,2027");
        roster.put(
                "courses.csv",
                "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
                "c1,,,y1,Mathematics,M,05,d1,Math,");
        roster.put(
                "classes.csv",
                "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
                "k1,,,Math 5,05,c1,M5,scheduled,,s1,y1,Math,,1");
        roster.put(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
                lines(n -> "u" + n + ",,,true,s1,student,user" + n + ",,Given" + n + ",Family" + n + ",," + (7000 + n)
                        + ",,,,,05,"));
        roster.put(
                "demographics.csv",
                "sourcedId,status,dateLastModified,birthDate,sex",
                lines(n -> "u" + n + ",,,2015-03-" + String.format("%02d", 1 + n) + ",female"));
        roster.put(
                "enrollments.csv",
                "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
                lines(n -> "e" + n + ",,,k1,s1,u" + n + ",student,,2026-08-15,"));
        return roster;
    }

    /** Version 1.2: who is where is said in roles, and every other student is in two schools. */
    static Roster bulkOf12() {
        Roster roster = bulk();
        roster.put("manifest.csv", manifest("1.2", "bulk").replace("file.roles,absent", "file.roles,bulk"));
        roster.add("orgs.csv", "s2,,,Fellen School,school,200,d1");
        roster.put(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
                lines(n -> "u" + n + ",,,true,user" + n + ",,Given" + n + ",Family" + n + ",," + (7000 + n)
                        + ",,,,,05,,,,,,,s1,"));
        StringBuilder roles = new StringBuilder(
                "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\r\n");
        for (int n = 0; n < STUDENTS; n++) {
            roles.append("r" + n + "a,,,u" + n + ",primary,student,2026-08-15,,s1,\r\n");
            if (n % 2 == 0) {
                roles.append("r" + n + "b,,,u" + n + ",secondary,student,2026-08-15,,s2,\r\n");
            }
        }
        return roster.put("roles.csv", roles.toString());
    }

    /** A delta of version 1.2 in which so many students have a new first name, and nothing of roles and grades. */
    static Roster usersAloneOf12(String givenName, int students) {
        Roster roster = new Roster();
        roster.put("manifest.csv", manifest("1.2", "absent").replace("file.users,absent", "file.users,delta"));
        roster.put(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,identifier",
                Arrays.copyOf(
                        lines(n -> "u" + n + ",active,2026-11-30,true,user" + n + "," + givenName + ",Family" + n + ","
                                + (7000 + n)),
                        students));
        return roster;
    }

    private static String manifest(String version, String mode) {
        StringBuilder text = new StringBuilder(
                "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version," + version + "\r\n");
        for (String file :
                new String[] {"orgs", "academicSessions", "courses", "classes", "users", "demographics", "enrollments"
                }) {
            text.append("file.").append(file).append(',').append(mode).append("\r\n");
        }
        return text.append("file.roles,absent\r\nsource.systemName,Invented\r\n")
                .toString();
    }

    private static String[] lines(java.util.function.IntFunction<String> line) {
        return java.util.stream.IntStream.range(0, STUDENTS).mapToObj(line).toArray(String[]::new);
    }

    private void put(String file, String header, String... lines) {
        put(file, header + "\r\n" + String.join("\r\n", lines) + "\r\n");
    }

    Roster put(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** One more row. */
    Roster add(String file, String line) {
        return edit(file, text -> text + line + "\r\n");
    }

    Roster edit(String file, UnaryOperator<String> change) {
        return put(file, change.apply(text(file)));
    }

    Roster editAll(UnaryOperator<String> change) {
        files.replaceAll((file, bytes) ->
                change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Roster rename(UnaryOperator<String> change) {
        Map<String, byte[]> before = new LinkedHashMap<>(files);
        files.clear();
        before.forEach((file, bytes) -> files.put(change.apply(file), bytes));
        return this;
    }

    Roster encode(String file, Charset charset) {
        files.put(file, text(file).getBytes(charset));
        return this;
    }

    /** Leaves off the end of a file, in the middle of its last row. */
    Roster cut(String file, int bytes) {
        byte[] whole = files.get(file);
        files.put(file, Arrays.copyOf(whole, whole.length - bytes));
        return this;
    }

    private String text(String file) {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new IllegalArgumentException("the export has no " + file);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
