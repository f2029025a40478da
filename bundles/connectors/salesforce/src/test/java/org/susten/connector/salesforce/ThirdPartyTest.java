// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.susten.model.Entity;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Reading;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.SalesforceSimulator;
import org.susten.testkit.simulator.Simulator;

/** The module's own sample org, as its authors publish it, asked over HTTP and accounted for row by row. */
class ThirdPartyTest {

    private static final Path DATA = Path.of("../../../../shared/data/salesforce-pmm/sample.sql");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE \"(\\w+)\" \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("\\n\\s+\"?(\\w+)\"? (?:INTEGER|VARCHAR)");
    private static final Pattern ROW = Pattern.compile("INSERT INTO \"(\\w+)\" VALUES\\((.*?)\\);\\n", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'|([^,']+)");
    /** Columns that hold the number of a row in another table. */
    private static final Map<String, String> LOOKUPS = Map.ofEntries(
            Map.entry("AccountId", "Account"),
            Map.entry("Account__c", "Account"),
            Map.entry("Contact__c", "Contact"),
            Map.entry("Program__c", "Program__c"),
            Map.entry("ProgramCohort__c", "ProgramCohort__c"),
            Map.entry("ProgramEngagement__c", "ProgramEngagement__c"),
            Map.entry("Service__c", "Service__c"),
            Map.entry("ServiceSchedule__c", "ServiceSchedule__c"),
            Map.entry("ServiceSession__c", "ServiceSession__c"));

    private static Map<String, List<Map<String, Object>>> org() throws IOException {
        String dump = Files.readString(DATA);
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Matcher table = TABLE.matcher(dump);
        while (table.find()) {
            List<String> names = new ArrayList<>();
            Matcher column = COLUMN.matcher(table.group(2));
            while (column.find()) {
                names.add(column.group(1));
            }
            columns.put(table.group(1), names);
        }
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(dump);
        while (row.find()) {
            rows.computeIfAbsent(row.group(1), name -> new ArrayList<>())
                    .add(row(row.group(1), columns.get(row.group(1)), row.group(2)));
        }
        rows.remove("Account_rt_mapping");
        return rows;
    }

    private static Map<String, Object> row(String table, List<String> columns, String values) {
        Map<String, Object> row = new LinkedHashMap<>();
        Matcher value = VALUE.matcher(values);
        for (int i = 0; value.find(); i++) {
            String text =
                    value.group(1) == null ? value.group(2) : value.group(1).replace("''", "'");
            String column = columns.get(i);
            if (column.equals("id")) {
                row.put("Id", table + text);
            } else if (!text.isEmpty()) {
                row.put(column, LOOKUPS.containsKey(column) ? LOOKUPS.get(column) + text : text);
            }
        }
        return row;
    }

    @Test
    void the_sample_org_is_read_whole() throws IOException {
        assumeTrue(Files.exists(DATA), "the third-party sample org is not beside this checkout");
        SalesforceSimulator played =
                new SalesforceSimulator(new Gate(Gate.Kind.OAUTH2_FORM, Instant.parse("2026-03-02T12:00:00Z")), org());
        try (Simulator simulator = Simulator.of(played)) {
            Connector connector = new SalesforceConnector(Settings.of(
                    SalesforceConnector.Config.class,
                    "site=sample",
                    "baseUrl=" + simulator.address(),
                    "clientId=" + Gate.ID,
                    "clientSecret=key",
                    "prefix=",
                    "pageSize=200"));
            Map<String, String> counts = new TreeMap<>();
            connector
                    .catalogue()
                    .streams()
                    .forEach(stream -> counts.put(stream.name(), count(connector, stream.name())));
            assertThat(counts)
                    .containsEntry("accounts", "176 rows, 0 quarantined, {Organization=7, nothing=169}")
                    .containsEntry("contacts", "186 rows, 0 quarantined, {Person=186}")
                    .containsEntry("programs", "11 rows, 0 quarantined, {Program=11}")
                    .containsEntry("cohorts", "6 rows, 0 quarantined, {Supplement=6}")
                    .containsEntry("engagements", "89 rows, 0 quarantined, {ProgramParticipation=79, Supplement=10}")
                    .containsEntry("services", "14 rows, 0 quarantined, {Supplement=14}")
                    .containsEntry("schedules", "4 rows, 0 quarantined, {Supplement=4}")
                    .containsEntry("sessions", "70 rows, 0 quarantined, {Supplement=70}")
                    .containsEntry("participants", "14 rows, 0 quarantined, {Supplement=14}")
                    .containsEntry("deliveries", "693 rows, 0 quarantined, {Attendance=18, ServiceContact=675}");
        }
    }

    private static String count(Connector connector, String stream) {
        TestContext context = new TestContext(new FolderInlet(Path.of("src"))).secret("key", Gate.SECRET);
        Reading read = Reading.of(connector, stream, Cursor.START, context);
        assertThat(read.complete()).as(stream).isTrue();
        Map<String, Integer> kinds = new TreeMap<>();
        int bad = 0;
        for (SourceRecord row : read.rows().values()) {
            try {
                List<Entity> said = connector.map(row);
                String kind =
                        said.isEmpty() ? "nothing" : said.get(0).getClass().getSimpleName();
                kinds.merge(kind, 1, Integer::sum);
            } catch (MappingException e) {
                bad++;
            }
        }
        return read.rows().size() + " rows, " + bad + " quarantined, " + kinds;
    }
}
