// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.Address;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Sex;
import org.susten.model.SourceId;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** The objects of the Australian data model. */
final class Australian implements Meaning {

    private static final String INFO = "PersonInfo.";

    private final SifIds ids;
    private final Map<String, AttendanceCategory> codes = new HashMap<>();
    private final Obligations obligations;

    Australian(SifIds ids, String[] attendanceCodes, Obligations obligations) {
        this.ids = ids;
        this.obligations = obligations;
        for (String entry : attendanceCodes) {
            String[] sides = entry.split("=");
            codes.put(
                    sides[0].strip(),
                    Optional.of(sides)
                            .filter(both -> both.length == 2)
                            .flatMap(both -> AttendanceCategory.of(both[1]))
                            .orElseThrow(() -> new ConnectorException(
                                    Kind.CONFIG,
                                    "attendanceCodes has " + entry
                                            + "; an entry is CODE=CEDS code, such as 113=Tardy")));
        }
    }

    @Override
    public List<Entity> of(SourceRecord row) {
        return switch (row.stream()) {
            case "SchoolInfos" -> school(row);
            case "StudentPersonals" -> List.of(person(row, PersonRole.STUDENT, "districtId", "stateStudentId"));
            case "StaffPersonals" -> List.of(person(row, PersonRole.STAFF, "staffId", "stateStaffId"));
            case "StudentSchoolEnrollments" -> enrollment(row);
            case "TeachingGroups" -> group(row);
            case "StudentDailyAttendances" -> attendance(row);
            case Obligations.STREAM -> obligations.of(row);
            default -> throw new IllegalArgumentException(row.stream());
        };
    }

    private List<Entity> school(SourceRecord row) {
        return List.of(Organization.builder(ids.own(row))
                .name(row.required("SchoolName"))
                .type(OrganizationType.SCHOOL)
                .identifiers(ids.identifiers(
                        row.text("LocalId"), row.text("StateProvinceId"), Map.of(), "schoolNumber", "stateSchoolId"))
                .build());
    }

    private Person person(SourceRecord row, PersonRole role, String localSystem, String stateSystem) {
        return Person.builder(ids.own(row))
                .roles(Set.of(role))
                .givenName(row.text(INFO + "Name.GivenName"))
                .middleName(row.text(INFO + "Name.MiddleName"))
                .familyName(row.text(INFO + "Name.FamilyName"))
                .suffix(row.text(INFO + "Name.Suffix"))
                .preferredName(row.text(INFO + "Name.PreferredGivenName"))
                .birthDate(Fields.date(row, INFO + "Demographics.BirthDate"))
                .sex(Fields.code(row, INFO + "Demographics.Sex", Australian::sex))
                .addresses(addresses(row))
                .phones(texts(row, INFO + "PhoneNumberList.PhoneNumber", "Number"))
                .emails(texts(row, INFO + "EmailList.Email", "value"))
                .identifiers(ids.identifiers(
                        row.text("LocalId"), row.text("StateProvinceId"), Map.of(), localSystem, stateSystem))
                .build();
    }

    private static Optional<Sex> sex(String code) {
        return switch (code) {
            case "1" -> Optional.of(Sex.MALE);
            case "2" -> Optional.of(Sex.FEMALE);
            case "3" -> Optional.of(Sex.NON_BINARY);
            case "4", "9" -> Optional.of(Sex.NOT_SELECTED);
            default -> Optional.empty();
        };
    }

    private static List<String> texts(SourceRecord row, String column, String member) {
        Set<String> texts = new LinkedHashSet<>(Fields.texts(row, column));
        for (Map<?, ?> each : Fields.objects(row, column)) {
            String text = Fields.text(each, member);
            if (text != null) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    private static List<Address> addresses(SourceRecord row) {
        List<Address> addresses = new ArrayList<>();
        for (Map<?, ?> each : Fields.objects(row, INFO + "AddressList.Address")) {
            Map<?, ?> street = each.get("Street") instanceof Map<?, ?> map ? map : Map.of();
            String line = Fields.text(street, "Line1");
            String city = Fields.text(each, "City");
            String code = Fields.text(each, "PostalCode");
            if (line != null || city != null || code != null) {
                addresses.add(new Address(
                        Fields.text(each, "Type"),
                        line,
                        Fields.text(street, "Line2"),
                        city,
                        Fields.text(each, "StateProvince"),
                        code,
                        null,
                        Fields.text(each, "Country")));
            }
        }
        return addresses;
    }

    private List<Entity> enrollment(SourceRecord row) {
        return List.of(Enrollment.builder(ids.own(row))
                .person(ids.required(row, "StudentPersonalRefId", "StudentPersonals"))
                .organization(ids.required(row, "SchoolInfoRefId", "SchoolInfos"))
                .grade(Fields.code(row, "YearLevel.Code", Australian::grade))
                .entry(Fields.date(row, "EntryDate"))
                .exit(Fields.date(row, "ExitDate"))
                .primary("01".equals(row.text("MembershipType")) ? Boolean.TRUE : null)
                .build());
    }

    /** Year levels are numbers; {@code 0}, {@code P} and {@code K} are before the first, {@code UG} is none. */
    private static Optional<GradeLevel> grade(String code) {
        return switch (code.toUpperCase(Locale.ROOT)) {
            case "0", "P", "K", "PRE" -> Optional.of(GradeLevel.KG);
            case "PS" -> Optional.of(GradeLevel.PR);
            default -> NorthAmerican.grade(code);
        };
    }

    private List<Entity> group(SourceRecord row) {
        SourceId section = ids.own(row);
        SourceId school = ids.optional(row, "SchoolInfoRefId", "SchoolInfos");
        String name = row.text("LongName");
        String code = row.text("ShortName");
        List<Entity> said = new ArrayList<>();
        said.add(ClassSection.builder(section)
                .organization(school)
                .title(name == null ? Fields.required(code, "ShortName") : name)
                .code(code)
                .build());
        add(
                row,
                "TeacherList.TeachingGroupTeacher",
                "StaffPersonalRefId",
                "StaffPersonals",
                PersonRole.TEACHER,
                school,
                said);
        add(
                row,
                "StudentList.TeachingGroupStudent",
                "StudentPersonalRefId",
                "StudentPersonals",
                PersonRole.STUDENT,
                school,
                said);
        return said;
    }

    private void add(
            SourceRecord row,
            String column,
            String member,
            String stream,
            PersonRole role,
            @Nullable SourceId school,
            List<Entity> said) {
        for (Map<?, ?> each : Fields.objects(row, column)) {
            String refId = Fields.text(each, member);
            if (refId != null) {
                said.add(ClassMembership.builder(ids.derived(row, refId))
                        .person(ids.of(stream, refId))
                        .section(ids.own(row))
                        .organization(school)
                        .role(role)
                        .build());
            }
        }
    }

    private List<Entity> attendance(SourceRecord row) {
        return List.of(Attendance.builder(ids.own(row))
                .person(ids.required(row, "StudentPersonalRefId", "StudentPersonals"))
                .organization(ids.optional(row, "SchoolInfoRefId", "SchoolInfos"))
                .day(Fields.required(Fields.date(row, "Date"), "Date"))
                .category(category(row))
                .reason(row.text("AttendanceCode.Code"))
                .build());
    }

    /** What the connection says of the code; codes from 100 to 199 are presence; of an absence the status says whether it is excused. */
    private AttendanceCategory category(SourceRecord row) {
        String code = row.required("AttendanceCode.Code");
        AttendanceCategory own = codes.get(code);
        if (own != null) {
            return own;
        }
        if (code.matches("1\\d\\d")) {
            return AttendanceCategory.PRESENT;
        }
        return switch (String.valueOf(row.text("AttendanceStatus"))) {
            case "01" -> AttendanceCategory.EXCUSED_ABSENCE;
            case "02" -> AttendanceCategory.UNEXCUSED_ABSENCE;
            default ->
                throw new MappingException(
                        "AttendanceStatus",
                        "code:AttendanceStatus",
                        "an absence must be excused (01) or not (02), or its code be in attendanceCodes");
        };
    }
}
