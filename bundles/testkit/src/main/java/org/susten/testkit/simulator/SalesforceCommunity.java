// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The invented nonprofit of {@link SalesforceSimulator}: every object and field of the module that counts, with its prefix. */
final class SalesforceCommunity {

    private static final String P = "pmdm__";
    private static final int CHILDREN = 7;

    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();

    private SalesforceCommunity() {}

    static Map<String, List<Map<String, Object>>> rows() {
        SalesforceCommunity community = new SalesforceCommunity();
        community.people();
        community.programs();
        community.dosage();
        return community.rows;
    }

    private void add(String object, String id, Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Id", id);
        for (int i = 0; i < pairs.length; i += 2) {
            String name = String.valueOf(pairs[i]);
            row.put(name.endsWith("__c") ? P + name : name, pairs[i + 1]);
        }
        rows.computeIfAbsent(object.endsWith("__c") ? P + object : object, name -> new ArrayList<>())
                .add(row);
    }

    private void people() {
        add(
                "Account",
                "001A",
                "Name",
                "Fabricant Household",
                "Type",
                "Household",
                "RecordType",
                Map.of("DeveloperName", "HH_Account"));
        add(
                "Account",
                "001B",
                "Name",
                "Gullmoor Hall",
                "Type",
                "Partner",
                "RecordType",
                Map.of("DeveloperName", "Organization"),
                "BillingStreet",
                "1 Invention Way",
                "BillingCity",
                "Bellweather",
                "BillingState",
                "CA",
                "BillingPostalCode",
                "90000");
        for (int i = 1; i <= CHILDREN; i++) {
            add(
                    "Contact",
                    "003" + i,
                    "FirstName",
                    "Inventia" + i,
                    "MiddleName",
                    "Quillon",
                    "LastName",
                    "Fabricant" + i,
                    "Suffix",
                    "III",
                    "Birthdate",
                    "2014-05-0" + i,
                    "Email",
                    "inventia" + i + "@lighthouse.example.org",
                    "Phone",
                    "555-010" + i,
                    "MobilePhone",
                    "555-020" + i,
                    "MailingStreet",
                    i + " Made-up Lane",
                    "MailingCity",
                    "Bellweather",
                    "MailingState",
                    "CA",
                    "MailingPostalCode",
                    "90000",
                    "AccountId",
                    "001A");
        }
    }

    private void programs() {
        add(
                "Program__c",
                "a01",
                "Name",
                "Lantern Readers",
                "ProgramIssueArea__c",
                "Literacy",
                "Status__c",
                "Active",
                "StartDate__c",
                "2025-09-01");
        add("ProgramCohort__c", "a02", "Name", "Spring", "Program__c", "a01", "Status__c", "Active");
        String[] roles = {"Client", "Client", "Volunteer"};
        for (int i = 1; i <= roles.length; i++) {
            add(
                    "ProgramEngagement__c",
                    "a03" + i,
                    "Contact__c",
                    "003" + i,
                    "Program__c",
                    "a01",
                    "ProgramCohort__c",
                    "a02",
                    "Stage__c",
                    i == 1 ? "Completed" : "Active",
                    "Role__c",
                    roles[i - 1],
                    "ApplicationDate__c",
                    "2025-08-20",
                    "StartDate__c",
                    "2025-09-01",
                    "EndDate__c",
                    "2026-02-27");
        }
        add(
                "Service__c",
                "a041",
                "Name",
                "Reading circle",
                "Program__c",
                "a01",
                "UnitOfMeasurement__c",
                "Hours",
                "Status__c",
                "Active");
        add(
                "Service__c",
                "a042",
                "Name",
                "Field trips",
                "Program__c",
                "a01",
                "UnitOfMeasurement__c",
                "Session",
                "Status__c",
                "Active");
        add(
                "Service__c",
                "a043",
                "Name",
                "Lunch",
                "Program__c",
                "a01",
                "UnitOfMeasurement__c",
                "Meals",
                "Status__c",
                "Active");
        add(
                "ServiceSchedule__c",
                "a05",
                "Name",
                "Tuesdays",
                "Service__c",
                "a041",
                "Frequency__c",
                "Weekly",
                "DaysOfWeek__c",
                "3");
        add(
                "ServiceSession__c",
                "a06",
                "Name",
                "Tuesday",
                "ServiceSchedule__c",
                "a05",
                "Status__c",
                "Complete",
                "SessionStart__c",
                "2026-02-10T20:00:00.000+0000");
        add(
                "ServiceParticipant__c",
                "a07",
                "Contact__c",
                "0031",
                "Service__c",
                "a041",
                "ServiceSchedule__c",
                "a05",
                "Status__c",
                "Enrolled");
    }

    private void dosage() {
        deliver("a081", "0031", "a041", "1.25", "Present");
        deliver("a082", "0032", "a042", "2", null);
        deliver("a083", "0031", "a043", "1", "Present");
        deliver("a084", "0032", "a041", null, "Excused Absence");
        deliver("a085", "0031", "a041", "0", null);
        deliver("a086", "0031", "a041", "1", "No Show");
        deliver("a087", null, "a043", "12", null);
    }

    private void deliver(
            String id, @Nullable String contact, String service, @Nullable String quantity, @Nullable String status) {
        add(
                "ServiceDelivery__c",
                id,
                "Service__c",
                service,
                "ProgramEngagement__c",
                "a031",
                "ServiceSession__c",
                "a06",
                "DeliveryDate__c",
                "2026-02-10");
        Map<String, Object> row =
                rows.getOrDefault(P + "ServiceDelivery__c", new ArrayList<>()).get(rowsOf() - 1);
        if (contact != null) {
            row.put(P + "Contact__c", contact);
        }
        if (quantity != null) {
            row.put(P + "Quantity__c", quantity);
        }
        if (status != null) {
            row.put(P + "AttendanceStatus__c", status);
        }
    }

    private int rowsOf() {
        return rows.getOrDefault(P + "ServiceDelivery__c", new ArrayList<>()).size();
    }
}
