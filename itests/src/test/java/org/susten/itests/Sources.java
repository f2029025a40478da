// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.susten.testkit.simulator.ApricotSimulator;
import org.susten.testkit.simulator.CleverSimulator;
import org.susten.testkit.simulator.EdFiSimulator;
import org.susten.testkit.simulator.EtoSimulator;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator;
import org.susten.testkit.simulator.OneRosterSimulator.Version;
import org.susten.testkit.simulator.PowerSchoolSimulator;
import org.susten.testkit.simulator.SalesforceSimulator;
import org.susten.testkit.simulator.SelfSigned;
import org.susten.testkit.simulator.SifSimulator;
import org.susten.testkit.simulator.Simulator;

/** One played source of each kind that is asked over HTTP, with the connection's file as its README has it. */
final class Sources {

    private static final String SIF = "D3E34B35-9D75-101A-8C3D-00AA00000";
    private static final DateTimeFormatter SALESFORCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final String APRICOT_MAPPING =
            """
            title: Lighthouse
            sector: afterschool
            owner: office, Lighthouse
            streams:
              - name: children
                source: {path: forms/12/records, filter: active=1}
                mode: incremental
                key: id
                ignore: "*"
                entities:
                  - entity: Person
                    set: {roles: [{constant: student}], givenName: name_first, familyName: name_last, birthDate: birth_date}
              - name: visits
                source: {path: forms/14/records}
                mode: incremental
                key: id
                ignore: "*"
                entities:
                  - entity: ServiceContact
                    set: {person: {ref: children, key: participant}, day: day, minutes: {column: minutes, as: minutes}}
            """;

    private static final String ETO_MAPPING =
            """
            title: Northside
            sector: afterschool
            owner: office, Northside
            streams:
              - name: children
                source: {path: "Search.svc/Search/{program}/a"}
                mode: snapshot
                key: CLID
                ignore: "*"
                entities:
                  - entity: Person
                    set: {roles: [{constant: student}], givenName: FirstName, familyName: LastName, birthDate: {column: DOB, as: date}}
              - name: visits
                source:
                  each: "Search.svc/Search/{program}/a"
                  path: "TouchPoint.svc/ListTouchPointResponses?TouchPointID=12&SubjectID={id}"
                mode: snapshot
                key: TouchPointResponseID
                ignore: "*"
                entities:
                  - entity: ServiceContact
                    set:
                      person: {ref: children, key: subject}
                      day: {column: ResponseCreatedDate, as: date}
                      minutes: {column: element.41, as: minutes}
            """;

    private Sources() {}

    private static Gate gate(Gate.Kind kind) {
        return new Gate(kind, Clock.systemUTC());
    }

    /** The connection's file; sources so small change by half when they change at all. */
    private static Map<String, String> file(String connector, String name, String... settings) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "org.susten.connector." + connector + '-' + name + ".cfg",
                "site = " + name + "\nhosts = localhost\nhold.closed = 0.9\nhold.changed = 1\n"
                        + String.join("\n", settings) + '\n');
        return files;
    }

    private static Source of(
            String connector,
            String name,
            Source.Server server,
            IntSupplier rows,
            Runnable changes,
            String... settings) {
        return new Source(name, connector, file(connector, name, settings), rows, changes, server::shut, server::open);
    }

    private static Source.Server plain(Simulator.Site site) {
        return new Source.Server(site, null);
    }

    static Source oneRoster11() {
        OneRosterSimulator site = new OneRosterSimulator(Version.V1_1, gate(Gate.Kind.OAUTH1_SHA256));
        Source.Server server = plain(site);
        site.at(server.address());
        return of(
                "oneroster",
                "harbor",
                server,
                site::size,
                () -> {
                    site.change("users", "u1", "givenName", "Renamed", Instant.now());
                    site.change("enrollments", "e2", "status", "tobedeleted", Instant.now());
                },
                "baseUrl = " + server.address() + "/ims/oneroster/v1p1",
                "login = oauth1",
                "clientId = " + Gate.ID,
                "clientSecret = harbor");
    }

    /** Over TLS, with a certificate that its owner signed, which lies below etc. */
    static Source oneRoster12(Path folder) {
        OneRosterSimulator site = new OneRosterSimulator(Version.V1_2, gate(Gate.Kind.OAUTH2_BASIC));
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        Source.Server server = new Source.Server(site, certificate);
        site.at(server.address());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("certificates/ternwick.pem", certificate.pem());
        files.putAll(file(
                "oneroster",
                "ternwick",
                "baseUrl = " + server.address() + "/ims/oneroster/rostering/v1p2",
                "login = oauth2",
                "tokenUrl = " + server.address() + "/token",
                "clientId = " + Gate.ID,
                "clientSecret = ternwick",
                "trust = certificates/ternwick.pem"));
        return new Source(
                "ternwick",
                "oneroster",
                files,
                site::size,
                () -> {
                    site.change("users", "u1", "givenName", "Renamed", Instant.now());
                    site.change("enrollments", "e2", "status", "tobedeleted", Instant.now());
                },
                server::shut,
                server::open);
    }

    static Source edFi() {
        EdFiSimulator site = new EdFiSimulator(gate(Gate.Kind.OAUTH2_BASIC), true, EdFiSimulator.Deviation.BY_TOKEN);
        Source.Server server = plain(site);
        site.at(server.address());
        return of(
                "edfi",
                "bellweather",
                server,
                site::size,
                () -> {
                    site.delete("students", "604002", "{\"studentUniqueId\":\"604002\"}");
                    site.rekey(
                            "students",
                            "604003",
                            "604093",
                            "{\"studentUniqueId\":\"604003\"}",
                            "{\"studentUniqueId\":\"604093\"}");
                },
                "baseUrl = " + server.address(),
                "clientId = " + Gate.ID,
                "clientSecret = bellweather");
    }

    static Source clever() {
        CleverSimulator site = new CleverSimulator(gate(Gate.Kind.BEARER));
        Source.Server server = plain(site);
        return of(
                "clever",
                "gullmoor",
                server,
                site::size,
                () -> {
                    site.change("users", 102, "email", "elsewhere@bellweather.example.org");
                    site.delete("users", 103);
                },
                "tokenSecret = gullmoor",
                "baseUrl = " + server.address() + "/v3.1");
    }

    static Source powerSchool() {
        PowerSchoolSimulator site = new PowerSchoolSimulator(gate(Gate.Kind.OAUTH2_BASIC));
        Source.Server server = plain(site);
        return of(
                "powerschool",
                "fellmere",
                server,
                site::size,
                () -> site.change("students", 103, "last_name", "Renamed"),
                "baseUrl = " + server.address(),
                "clientId = " + Gate.ID,
                "clientSecret = fellmere",
                "crosswalk = attendance/E=ExcusedAbsence, attendance/T=Tardy");
    }

    static Source salesforce() {
        SalesforceSimulator site = new SalesforceSimulator(gate(Gate.Kind.OAUTH2_FORM));
        Source.Server server = plain(site);
        return of(
                "salesforce",
                "lighthouse",
                server,
                site::size,
                () -> {
                    String now = SALESFORCE.format(Instant.now());
                    site.change("pmdm__ServiceDelivery__c", "a081", "pmdm__Quantity__c", "2.0", now);
                    site.change("pmdm__ServiceDelivery__c", "a082", "IsDeleted", true, now);
                },
                "baseUrl = " + server.address(),
                "clientId = " + Gate.ID,
                "clientSecret = lighthouse",
                "crosswalk = attendance/No Show=UnexcusedAbsence");
    }

    static Source sif() {
        SifSimulator site = new SifSimulator(true, "na");
        Source.Server server = plain(site);
        return of(
                "sif",
                "saltmarsh",
                server,
                site::size,
                () -> {
                    site.put(
                            "xStudents",
                            Map.of(
                                    "@refId",
                                    SIF + "101",
                                    "name",
                                    Map.of("@type", "LegalName", "familyName", "Renamed", "givenName", "Inventia1"),
                                    "localId",
                                    "701"));
                    site.put("xStudents", Map.of("@refId", SIF + "102"));
                },
                "baseUrl = " + server.address(),
                "applicationKey = " + Gate.ID,
                "sharedSecret = saltmarsh");
    }

    static Source eto() {
        EtoSimulator site = new EtoSimulator();
        Source.Server server = plain(site);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("mappings/northside.yaml", ETO_MAPPING);
        files.putAll(file(
                "eto",
                "northside",
                "mapping = northside",
                "baseUrl = " + server.address() + "/API",
                "email = " + EtoSimulator.EMAIL,
                "passwordSecret = northside",
                "etoSite = North",
                "program = " + EtoSimulator.PROGRAM));
        return new Source(
                "northside",
                "eto",
                files,
                site::size,
                () -> {
                    site.visit(501, 990, 30);
                    site.remove(502, 902);
                },
                server::shut,
                server::open);
    }

    static Source apricot() {
        ApricotSimulator site = new ApricotSimulator(gate(Gate.Kind.OAUTH2_FORM));
        Source.Server server = plain(site);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("mappings/orchard.yaml", APRICOT_MAPPING);
        files.putAll(file(
                "apricot",
                "orchard",
                "mapping = orchard",
                "baseUrl = " + server.address(),
                "tokenUrl = " + server.address() + "/token",
                "clientId = " + Gate.ID,
                "clientSecret = orchard"));
        return new Source(
                "orchard",
                "apricot",
                files,
                site::size,
                () -> site.put(
                        "forms/14/records",
                        902,
                        "2026-03-10 17:05:00",
                        "participant",
                        502,
                        "day",
                        "2026-02-10",
                        "minutes",
                        60,
                        "active",
                        1),
                server::shut,
                server::open);
    }
}
