// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.susten.model.Attendance;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ServiceContact;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/**
 * The objects that are read, and their fields without the module's prefix. A field such as {@code Service__r.Name} is of the record
 * that {@code Service__c} refers to.
 */
enum SalesforceObject {
    ACCOUNTS(
            "Account",
            "Name Type RecordType.DeveloperName BillingStreet BillingCity BillingState BillingPostalCode",
            List.of(Organization.class),
            field("Name", "Organization.name", PUBLIC),
            field("BillingStreet", "Organization.address", PUBLIC)),
    CONTACTS(
            "Contact",
            "FirstName MiddleName LastName Suffix Birthdate Email Phone MobilePhone HomePhone MailingStreet MailingCity MailingState"
                    + " MailingPostalCode AccountId",
            List.of(Person.class),
            field("FirstName", "Person.givenName", DIRECTORY),
            field("MiddleName", "Person.middleName", DIRECTORY),
            field("LastName", "Person.familyName", DIRECTORY),
            field("Suffix", "Person.suffix", DIRECTORY),
            field("Birthdate", "Person.birthDate", PERSONAL),
            field("Email", "Person.emails", PERSONAL),
            field("Phone", "Person.phones", PERSONAL),
            field("MobilePhone", "Person.phones", PERSONAL),
            field("MailingStreet", "Person.addresses", PERSONAL)),
    PROGRAMS(
            "Program__c",
            "Name ProgramIssueArea__c Status__c StartDate__c EndDate__c TargetPopulation__c",
            List.of(Program.class),
            field("Name", "Program.name", PUBLIC),
            field("ProgramIssueArea__c", "Program.type", PUBLIC)),
    COHORTS(
            "ProgramCohort__c",
            "Name Program__c Status__c StartDate__c EndDate__c Description__c",
            List.of(Supplement.class),
            field("Name", "Supplement.values", PUBLIC),
            field("Program__c", "Supplement.about", PUBLIC)),
    ENGAGEMENTS(
            "ProgramEngagement__c",
            "Contact__c Program__c ProgramCohort__c Stage__c Role__c ApplicationDate__c StartDate__c EndDate__c",
            List.of(ProgramParticipation.class, Supplement.class),
            field("Contact__c", "ProgramParticipation.person", PERSONAL),
            field("Program__c", "ProgramParticipation.program", PERSONAL),
            field("Stage__c", "ProgramParticipation.status", PERSONAL),
            field("StartDate__c", "ProgramParticipation.begin", PERSONAL),
            field("EndDate__c", "ProgramParticipation.end", PERSONAL),
            field("Contact__c", "Supplement.about", PERSONAL),
            field("Role__c", "Supplement.values", PERSONAL)),
    SERVICES(
            "Service__c",
            "Name Program__c Status__c UnitOfMeasurement__c Description__c",
            List.of(Supplement.class),
            field("Name", "Supplement.values", PUBLIC),
            field("Program__c", "Supplement.about", PUBLIC),
            field("UnitOfMeasurement__c", "Supplement.values", PUBLIC)),
    SCHEDULES(
            "ServiceSchedule__c",
            "Name Service__c Frequency__c DaysOfWeek__c FirstSessionStart__c FirstSessionEnd__c ServiceScheduleEndDate__c"
                    + " DefaultServiceQuantity__c",
            List.of(Supplement.class),
            field("Name", "Supplement.values", PUBLIC),
            field("Service__c", "Supplement.about", PUBLIC)),
    SESSIONS(
            "ServiceSession__c",
            "Name ServiceSchedule__c Status__c SessionStart__c SessionEnd__c",
            List.of(Supplement.class),
            field("Status__c", "Supplement.values", PUBLIC),
            field("ServiceSchedule__c", "Supplement.about", PUBLIC)),
    PARTICIPANTS(
            "ServiceParticipant__c",
            "Contact__c Service__c ServiceSchedule__c ProgramEngagement__c Status__c SignUpDate__c",
            List.of(Supplement.class),
            field("Contact__c", "Supplement.about", PERSONAL),
            field("Status__c", "Supplement.values", PERSONAL)),
    DELIVERIES(
            "ServiceDelivery__c",
            "Contact__c Service__c Service__r.Name Service__r.UnitOfMeasurement__c Service__r.Program__c ProgramEngagement__c"
                    + " ProgramEngagement__r.Program__c ServiceSession__c DeliveryDate__c Quantity__c AttendanceStatus__c",
            List.of(ServiceContact.class, Attendance.class, Supplement.class),
            field("Contact__c", "ServiceContact.person", PERSONAL),
            field("Service__r.Program__c", "ServiceContact.program", PERSONAL),
            field("Service__r.Name", "ServiceContact.service", PERSONAL),
            field("Service__r.UnitOfMeasurement__c", "ServiceContact.minutes", PERSONAL),
            field("DeliveryDate__c", "ServiceContact.day", PERSONAL),
            field("Quantity__c", "ServiceContact.minutes", PERSONAL),
            field("Contact__c", "Attendance.person", PERSONAL),
            field("DeliveryDate__c", "Attendance.day", PERSONAL),
            field("AttendanceStatus__c", "Attendance.category", PERSONAL),
            field("AttendanceStatus__c", "Attendance.reason", PERSONAL),
            field("Contact__c", "Supplement.about", PERSONAL),
            field("Quantity__c", "Supplement.values", PERSONAL));

    private final String object;
    private final List<String> names;
    private final List<Class<? extends Entity>> yields;
    private final List<Catalogue.Field> fields;

    SalesforceObject(String object, String names, List<Class<? extends Entity>> yields, Catalogue.Field... fields) {
        this.object = object;
        this.names = List.of(names.split(" "));
        this.yields = yields;
        this.fields = List.of(fields);
    }

    static SalesforceObject of(String stream) {
        return valueOf(stream.toUpperCase(Locale.ROOT));
    }

    String stream() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The object's name in the org. */
    String object(String prefix) {
        return prefixed(object, prefix);
    }

    /** The fields' names in the org. */
    List<String> names(String prefix) {
        return names.stream().map(name -> path(name, prefix)).toList();
    }

    private static String path(String name, String prefix) {
        int dot = name.indexOf('.');
        return dot < 0
                ? prefixed(name, prefix)
                : prefixed(name.substring(0, dot), prefix) + '.' + prefixed(name.substring(dot + 1), prefix);
    }

    private static String prefixed(String name, String prefix) {
        return name.endsWith("__c") || name.endsWith("__r") ? prefix + name : name;
    }

    static Catalogue catalogue() {
        Catalogue.Builder builder =
                Catalogue.of(SalesforceMeaning.SYSTEM, "Salesforce Program Management", Sector.AFTERSCHOOL);
        for (SalesforceObject each : values()) {
            builder.stream(new Catalogue.Stream(
                    each.stream(), each.yields, Catalogue.Mode.INCREMENTAL, Duration.ofDays(1), "Id", each.fields));
        }
        return builder.build();
    }
}
