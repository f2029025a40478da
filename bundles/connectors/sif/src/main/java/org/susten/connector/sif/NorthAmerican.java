// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.Address;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Race;
import org.susten.model.Sex;
import org.susten.model.SourceId;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** The xPress objects of North America, which Unity keeps too. */
final class NorthAmerican implements Meaning {

    private final SifIds ids;

    NorthAmerican(SifIds ids) {
        this.ids = ids;
    }

    @Override
    public List<Entity> of(SourceRecord row) {
        return switch (row.stream()) {
            case "xLeas" -> organization(row, "leaName", OrganizationType.DISTRICT, null);
            case "xSchools" ->
                organization(row, "schoolName", OrganizationType.SCHOOL, ids.optional(row, "leaRefId", "xLeas"));
            case "xStudents" -> student(row);
            case "xStaffs" -> List.of(person(row, PersonRole.STAFF, "staffId", "stateStaffId"));
            case "xRosters" -> roster(row);
            default -> throw new IllegalArgumentException(row.stream());
        };
    }

    private List<Entity> organization(SourceRecord row, String name, OrganizationType type, @Nullable SourceId parent) {
        List<Address> addresses = addresses(row);
        return List.of(Organization.builder(ids.own(row))
                .name(row.required(name))
                .type(type)
                .identifiers(identifiers(row, "schoolNumber", "stateSchoolId"))
                .parent(parent)
                .address(addresses.isEmpty() ? null : addresses.get(0))
                .build());
    }

    /** Ids of types {@code LEA} and {@code SEA} are the district's and the state's own. */
    private List<Identifier> identifiers(SourceRecord row, String localSystem, String stateSystem) {
        String local = row.text("localId");
        String state = row.text("stateProvinceId");
        Map<String, String> others = new LinkedHashMap<>();
        for (Map<?, ?> other : Fields.objects(row, "otherIds.otherId")) {
            String type = Fields.text(other, "type");
            String id = Fields.text(other, "id");
            if (type != null && id != null) {
                switch (type.toUpperCase(Locale.ROOT)) {
                    case "LEA" -> local = local == null ? id : local;
                    case "SEA" -> state = state == null ? id : state;
                    case "NCES" -> others.put("nces", id);
                    default -> others.put("sif:" + type + ':' + ids.site(), id);
                }
            }
        }
        return ids.identifiers(local, state, others, localSystem, stateSystem);
    }

    private static List<Address> addresses(SourceRecord row) {
        List<Address> addresses = new ArrayList<>();
        for (Map<?, ?> each : Fields.objects(row, "address")) {
            String street = Fields.text(each, "line1");
            String city = Fields.text(each, "city");
            String zip = Fields.text(each, "postalCode");
            if (street != null || city != null || zip != null) {
                addresses.add(new Address(
                        Fields.text(each, "addressType"),
                        street,
                        Fields.text(each, "line2"),
                        city,
                        Fields.text(each, "stateProvince"),
                        zip,
                        Fields.text(each, "countyName"),
                        Fields.text(each, "countryCode")));
            }
        }
        return addresses;
    }

    private Person person(SourceRecord row, PersonRole role, String localSystem, String stateSystem) {
        return Person.builder(ids.own(row))
                .roles(Set.of(role))
                .givenName(row.text("name.givenName"))
                .middleName(row.text("name.middleName"))
                .familyName(row.text("name.familyName"))
                .suffix(row.text("name.suffix"))
                .preferredName(row.text("name.preferredGivenName"))
                .birthDate(Fields.date(row, "demographics.birthDate"))
                .sex(Fields.code(row, "demographics.sex", NorthAmerican::sex))
                .races(races(row))
                .hispanic(Fields.yes(row, "demographics.hispanicLatinoEthnicity"))
                .addresses(addresses(row))
                .phones(members(row, "number", "phoneNumber", "otherPhoneNumbers.phoneNumber"))
                .emails(members(row, "emailAddress", "email", "otherEmails.email"))
                .identifiers(identifiers(row, localSystem, stateSystem))
                .build();
    }

    private static List<String> members(SourceRecord row, String member, String... columns) {
        Set<String> texts = new LinkedHashSet<>();
        for (String column : columns) {
            for (Map<?, ?> each : Fields.objects(row, column)) {
                String text = Fields.text(each, member);
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return List.copyOf(texts);
    }

    private static Optional<Sex> sex(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "m", "male" -> Optional.of(Sex.MALE);
            case "f", "female" -> Optional.of(Sex.FEMALE);
            case "x", "other" -> Optional.of(Sex.NON_BINARY);
            case "notselected" -> Optional.of(Sex.NOT_SELECTED);
            default -> Optional.empty();
        };
    }

    /** Races are CEDS codes, or the old numbers of SIF. */
    private static Set<Race> races(SourceRecord row) {
        Set<Race> races = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        collect(row.value("demographics.races.race"), words);
        for (String word : words) {
            races.add(race(word)
                    .orElseThrow(() -> new MappingException(
                            "demographics.races.race", "code:race", "a race must be a CEDS code or a number of SIF")));
        }
        return races;
    }

    /** Providers write a race as a text, or as an element of its own within the element. */
    private static void collect(@Nullable Object value, List<String> words) {
        if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, words));
        } else if (value instanceof Map<?, ?> map) {
            collect(map.get("race"), words);
        } else if (value != null && !value.toString().isBlank()) {
            words.add(value.toString().strip());
        }
    }

    private static Optional<Race> race(String word) {
        return switch (word) {
            case "0998" -> Optional.of(Race.AMERICAN_INDIAN_OR_ALASKA_NATIVE);
            case "0999" -> Optional.of(Race.ASIAN);
            case "3972" -> Optional.of(Race.NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER);
            case "1000" -> Optional.of(Race.BLACK_OR_AFRICAN_AMERICAN);
            case "1002" -> Optional.of(Race.WHITE);
            default -> Race.of(word);
        };
    }

    private List<Entity> student(SourceRecord row) {
        List<Entity> said = new ArrayList<>();
        Person person = person(row, PersonRole.STUDENT, "districtId", "stateStudentId");
        said.add(person);
        SourceId school = ids.optional(row, "enrollment.schoolRefId", "xSchools");
        if (school != null) {
            said.add(Enrollment.builder(ids.derived(row, school.key()))
                    .person(person.id())
                    .organization(school)
                    .grade(Fields.code(row, "enrollment.gradeLevel", NorthAmerican::grade))
                    .entry(Fields.date(row, "enrollment.entryDate"))
                    .exit(Fields.date(row, "enrollment.exitDate"))
                    .primary("Home".equalsIgnoreCase(row.text("enrollment.membershipType")) ? Boolean.TRUE : null)
                    .build());
        }
        return said;
    }

    static Optional<GradeLevel> grade(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "K", "KG", "0" -> Optional.of(GradeLevel.KG);
            case "P", "PK" -> Optional.of(GradeLevel.PK);
            default -> GradeLevel.of(word.matches("\\d") ? "0" + word : word);
        };
    }

    private List<Entity> roster(SourceRecord row) {
        SourceId section = ids.own(row);
        SourceId school = ids.optional(row, "schoolRefId", "xSchools");
        String title = row.text("courseTitle");
        String code = row.text("sectionNumber");
        List<Entity> said = new ArrayList<>();
        said.add(ClassSection.builder(section)
                .organization(school)
                .title(title == null ? Fields.required(code, "courseTitle") : title)
                .code(code)
                .build());
        add(row, school, "primaryStaff.staffPersonReference", "xStaffs", PersonRole.TEACHER, true, said);
        add(row, school, "otherStaffs.staffPersonReference", "xStaffs", PersonRole.TEACHER, false, said);
        add(row, school, "students.studentReference", "xStudents", PersonRole.STUDENT, null, said);
        return said;
    }

    private void add(
            SourceRecord row,
            @Nullable SourceId school,
            String column,
            String stream,
            PersonRole role,
            @Nullable Boolean primary,
            List<Entity> said) {
        for (Map<?, ?> each : Fields.objects(row, column)) {
            String refId = Fields.text(each, "refId");
            if (refId != null) {
                said.add(ClassMembership.builder(ids.derived(row, refId))
                        .person(ids.of(stream, refId))
                        .section(ids.own(row))
                        .organization(school)
                        .role(role)
                        .primary(primary)
                        .build());
            }
        }
    }
}
