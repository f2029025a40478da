// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.Address;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.SourceRecord;

/** What rows of the Program Management Module mean. */
final class SalesforceMeaning {

    static final String SYSTEM = "salesforce";

    private static final Set<String> OF_THE_ROW = Set.of("Id", "IsDeleted", "SystemModstamp");

    private final String site;
    private final SalesforceCodes codes;

    SalesforceMeaning(String site, SalesforceCodes codes) {
        this.site = site;
        this.codes = codes;
    }

    List<Entity> of(SourceRecord row) {
        return switch (SalesforceObject.of(row.stream())) {
            case ACCOUNTS -> account(row);
            case CONTACTS -> contact(row);
            case PROGRAMS -> program(row);
            case ENGAGEMENTS -> engagement(row);
            case DELIVERIES -> delivery(row);
            case COHORTS, SERVICES -> kept(row, to(row, "Program__c", "programs"));
            case SCHEDULES -> kept(row, to(row, "Service__c", "services"));
            case SESSIONS -> kept(row, to(row, "ServiceSchedule__c", "schedules"));
            case PARTICIPANTS -> kept(row, to(row, "Contact__c", "contacts"));
        };
    }

    private SourceId id(SourceRecord row) {
        return new SourceId(SYSTEM, site, row.stream(), row.required("Id"));
    }

    private @Nullable SourceId to(SourceRecord row, String column, String stream) {
        String key = row.text(column);
        return key == null ? null : new SourceId(SYSTEM, site, stream, key);
    }

    private SourceId contactOf(SourceRecord row) {
        return Fields.required(to(row, "Contact__c", "contacts"), "Contact__c");
    }

    /** A household is no organization: its members are contacts. */
    private List<Entity> account(SourceRecord row) {
        String kind = String.valueOf(row.text("RecordType.DeveloperName"));
        if (kind.equals("HH_Account") || "Household".equalsIgnoreCase(row.text("Type"))) {
            return List.of();
        }
        return List.of(Organization.builder(id(row))
                .name(row.required("Name"))
                .type(OrganizationType.COMMUNITY)
                .address(address(row, "Billing"))
                .build());
    }

    private static @Nullable Address address(SourceRecord row, String which) {
        String street = row.text(which + "Street");
        String city = row.text(which + "City");
        String zip = row.text(which + "PostalCode");
        return street == null && city == null && zip == null
                ? null
                : new Address(null, street, null, city, row.text(which + "State"), zip, null, null);
    }

    private List<Entity> contact(SourceRecord row) {
        Address address = address(row, "Mailing");
        String email = row.text("Email");
        return List.of(Person.builder(id(row))
                .givenName(row.text("FirstName"))
                .middleName(row.text("MiddleName"))
                .familyName(row.text("LastName"))
                .suffix(row.text("Suffix"))
                .birthDate(Fields.date(row, "Birthdate"))
                .addresses(address == null ? List.of() : List.of(address))
                .phones(Stream.of("Phone", "MobilePhone", "HomePhone")
                        .map(row::text)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .distinct()
                        .toList())
                .emails(email == null ? List.of() : List.of(email))
                .build());
    }

    private List<Entity> program(SourceRecord row) {
        String name = row.required("Name");
        return List.of(Program.builder(id(row))
                .name(name)
                .type(codes.program(name, row.text("ProgramIssueArea__c")))
                .build());
    }

    /** Volunteers and service providers take no part; what is said of them is kept beside them. */
    private List<Entity> engagement(SourceRecord row) {
        String role = row.text("Role__c");
        if (role != null && !role.equalsIgnoreCase("Client")) {
            return kept(row, to(row, "Contact__c", "contacts"));
        }
        return List.of(ProgramParticipation.builder(id(row))
                .person(contactOf(row))
                .program(to(row, "Program__c", "programs"))
                .begin(Fields.date(row, "StartDate__c"))
                .end(Fields.date(row, "EndDate__c"))
                .status(row.text("Stage__c"))
                .build());
    }

    /**
     * A contact, or an absence. A quantity of nothing without a status is neither, as some write it for absent: it is kept beside the
     * person, as is a delivery to nobody in particular.
     */
    private List<Entity> delivery(SourceRecord row) {
        AttendanceCategory status = Fields.code(row, "AttendanceStatus__c", codes::attendance);
        BigDecimal quantity = Fields.number(row, "Quantity__c");
        if (status != null && status != AttendanceCategory.PRESENT && status != AttendanceCategory.TARDY) {
            return List.of(Attendance.builder(id(row))
                    .person(contactOf(row))
                    .day(Fields.required(Fields.date(row, "DeliveryDate__c"), "DeliveryDate__c"))
                    .category(status)
                    .reason(row.text("AttendanceStatus__c"))
                    .build());
        }
        boolean nothing = status == null && quantity != null && quantity.signum() == 0;
        if (nothing || row.text("Contact__c") == null) {
            return kept(row, to(row, "Contact__c", "contacts"));
        }
        SourceId program = to(row, "Service__r.Program__c", "programs");
        return List.of(ServiceContact.builder(id(row))
                .person(contactOf(row))
                .program(program == null ? to(row, "ProgramEngagement__r.Program__c", "programs") : program)
                .day(Fields.required(Fields.date(row, "DeliveryDate__c"), "DeliveryDate__c"))
                .minutes(codes.minutes(quantity, row.text("Service__r.UnitOfMeasurement__c")))
                .service(row.text("Service__r.Name"))
                .build());
    }

    private List<Entity> kept(SourceRecord row, @Nullable SourceId about) {
        Map<String, String> values = new HashMap<>();
        for (String column : row.columns().names()) {
            String text = OF_THE_ROW.contains(column) ? null : row.text(column);
            if (text != null) {
                values.put(column, text);
            }
        }
        String kind = row.stream().substring(0, 1).toUpperCase(Locale.ROOT)
                + row.stream().substring(1);
        return List.of(Supplement.builder(id(row))
                .kind(kind)
                .about(about)
                .values(values)
                .build());
    }
}
