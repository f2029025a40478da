// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.susten.feeds.Rosters.Condition;
import org.susten.feeds.Rosters.Kind;
import org.susten.feeds.Rosters.Op;

/**
 * What a partner may name in filter, sort and fields: every field of the standard, whether or not it is granted; what is not is
 * nowhere in the snapshot, so that no filter can find it out.
 */
final class Fields {

    /** By file: {@code name}, {@code name=column}, with {@code #} for numbers, {@code *} for lists and {@code >} for references. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            entry("academicSessions", "title type startDate endDate schoolYear >parent children"),
            entry("orgs", "name type identifier >parent children"),
            entry("courses", "title >schoolYear courseCode *grades *subjects >org subjectCodes resources"),
            entry(
                    "classes",
                    "title classCode classType location *grades *subjects >course >school *terms=termSourcedIds"
                            + " *terms.sourcedId=termSourcedIds subjectCodes *periods resources"),
            entry(
                    "users",
                    "username userIds userIds.type userIds.identifier enabledUser givenName familyName middleName identifier"
                            + " email sms phone role roles=role roles.role=role *orgs=orgSourcedIds"
                            + " *orgs.sourcedId=orgSourcedIds *roles.org.sourcedId=orgSourcedIds roles.roleType *agents=agentSourcedIds"
                            + " *agents.sourcedId=agentSourcedIds *grades password preferredFirstName=preferredGivenName"
                            + " preferredMiddleName preferredLastName preferredGivenName preferredFamilyName"
                            + " userMasterIdentifier pronouns primaryOrg primaryOrg.sourcedId userProfiles resources"),
            entry("enrollments", ">user >class >school role primary beginDate endDate"),
            entry(
                    "demographics",
                    "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican"
                            + " nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces"
                            + " hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth"
                            + " publicSchoolResidenceStatus birthdate=birthDate"),
            entry("categories", "title weight"),
            entry(
                    "lineItems",
                    "title description assignDate dueDate >class >school >category >gradingPeriod"
                            + " >academicSession=gradingPeriodSourcedId #resultValueMin #resultValueMax"
                            + " learningObjectiveSet scoreScale scoreScale.sourcedId"),
            entry(
                    "results",
                    ">lineItem >student >class scoreStatus #score textScore scoreDate comment inProgress incomplete late"
                            + " missing learningObjectiveSet scoreScale scoreScale.sourcedId"),
            entry("scoreScales", "title type >course >class scoreScaleValue"),
            entry(
                    "assessmentLineItems",
                    "title description >class >parentAssessmentLineItem >scoreScale #resultValueMin #resultValueMax"
                            + " learningObjectiveSet"),
            entry(
                    "assessmentResults",
                    ">assessmentLineItem >student #score textScore scoreDate >scoreScale #scorePercentile scoreStatus"
                            + " comment learningObjectiveSet inProgress incomplete late missing"),
            entry("resources", "title roles importance vendorResourceId vendorId applicationId"));

    private static final Map<String, Map<String, Condition>> BY_FILE = read();

    private Fields() {}

    private static Map<String, Map<String, Condition>> read() {
        Map<String, Map<String, Condition>> all = new HashMap<>();
        NAMES.forEach((file, names) -> {
            Map<String, Condition> fields = new HashMap<>();
            fields.put("sourcedId", field("sourcedId", Kind.ID));
            fields.put("status", field("status", Kind.STATUS));
            fields.put("dateLastModified", field("dateLastModified", Kind.MODIFIED));
            fields.put("metadata", field("metadata", Kind.TEXT));
            for (String name : names.split(" ")) {
                add(fields, name);
            }
            all.put(file, Map.copyOf(fields));
        });
        return Map.copyOf(all);
    }

    private static void add(Map<String, Condition> fields, String text) {
        char mark = text.charAt(0);
        Kind kind =
                switch (mark) {
                    case '#' -> Kind.NUMBER;
                    case '*' -> Kind.LIST;
                    case '>' -> Kind.EXACT;
                    default -> Kind.TEXT;
                };
        String[] pair = (kind == Kind.TEXT ? text : text.substring(1)).split("=");
        String column = pair.length == 2 ? pair[1] : kind == Kind.EXACT ? pair[0] + "SourcedId" : pair[0];
        fields.put(pair[0], field(column.replaceAll("\\..*", ""), kind));
        if (kind == Kind.EXACT) {
            fields.put(pair[0] + ".sourcedId", field(column, kind));
        }
    }

    private static Condition field(String column, Kind kind) {
        return new Condition(column, kind, Op.EQUAL, "");
    }

    /** The field of that name; its operator and value mean nothing. */
    static Optional<Condition> find(Collection collection, String name) {
        String known = name.startsWith("metadata.") ? "metadata" : name;
        return Optional.ofNullable(
                BY_FILE.getOrDefault(collection.file(), Map.of()).get(known));
    }

    /** Names that may stand first in {@code fields}. */
    static boolean selectable(Collection collection, String name) {
        return find(collection, name.replaceAll("\\..*", "")).isPresent();
    }
}
