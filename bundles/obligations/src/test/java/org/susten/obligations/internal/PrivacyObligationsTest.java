// SPDX-License-Identifier: Apache-2.0
package org.susten.obligations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Agreement;
import org.susten.governance.internal.FileAgreements;
import org.susten.obligations.PrivacyObligations;
import org.susten.obligations.PrivacyObligations.Draft;

@DisplayName("Agreements as SIF Privacy Obligations Documents")
class PrivacyObligationsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

    /** Everything that a document can carry: the shipped example, with what it leaves empty. */
    private static final String ALL = example(Map.of(
            "programs: []", "programs: [Homework & Club, \"<Chess>\"]",
            "organizations: []", "organizations: [Ash School]",
            "ever: false", "ever: true",
            "grace: 0 ", "grace: 60 ",
            "smallestCell: 10", "smallestCell: 20",
            "redisclosure: []", "redisclosure: [Evaluators of Bridges]",
            "acknowledgement: 14", "acknowledgement: 30",
            "\ntraining: []", "\ntraining: [data-stewardship]"));

    private static final String FEEDS = ALL.substring(ALL.indexOf("\nfeeds:"));

    private static String example(Map<String, String> changes) {
        try {
            String text = Files.readString(Path.of("../../config/etc/agreements/example.yaml.sample"));
            for (Map.Entry<String, String> change : changes.entrySet()) {
                assertThat(text).contains(change.getKey());
                text = text.replace(change.getKey(), change.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a district's contract office might send it. */
    static final String OTHERS =
            """
            <pods xmlns="http://www.sifassociation.org/infrastructure/3.6">
              <pod id="0f2a5c1e-8f6b-4f0e-9a35-2f4d3c1b0a99">
                <podStatus>Live</podStatus>
                <privacyList><privacy><privacyObligationsDocument>
                  <contract>
                    <contractURI>https://district.example/contracts/77</contractURI>
                    <contractName>Data sharing 77</contractName>
                    <dateValidFrom>2026-08-15Z</dateValidFrom>
                    <lawList><law><lawName>FERPA</lawName><lawDescription>school official</lawDescription></law></lawList>
                  </contract>
                  <technicalRequirements>
                    <dataAccess><fieldList>
                      <field><fieldName>Attendance.day</fieldName><controlrights>R</controlrights></field>
                      <field><fieldName>xStudent/demographics/races</fieldName><controlrights>RW</controlrights></field>
                    </fieldList></dataAccess>
                    <conditionList><condition><typeOfCondition>storage</typeOfCondition><conditionName>population</conditionName>
                      <propertyList><property><propertyName>entity</propertyName><propertyValue>Person</propertyValue></property>
                      </propertyList></condition></conditionList>
                  </technicalRequirements>
                  <dataProcessor>
                    <dataProcessorName>Lantern  Club, Inc.</dataProcessorName>
                    <privacyPolicyURL>https://lantern.example/privacy</privacyPolicyURL>
                    <purposeList><purpose>Attendance Support</purpose><purpose>Reporting</purpose></purposeList>
                    <employeeTrainingList><employeeTraining><trainingName>FERPA 101</trainingName></employeeTraining>
                    </employeeTrainingList>
                  </dataProcessor>
                </privacyObligationsDocument></privacy></privacyList>
              </pod>
            </pods>
            """;

    @TempDir
    Path folder;

    private final FileAgreements agreements = new FileAgreements(new MemorySecrets(), ZoneOffset.UTC);

    private Agreement save(String name, String text) throws Exception {
        agreements.accept(name + ".yaml", Files.writeString(folder.resolve(name + ".yaml"), text));
        return agreements.find(name).orElseThrow();
    }

    private static Draft read(String xml) throws IOException {
        return PrivacyObligations.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("An agreement that was written and read is the same but for its feeds, which stay in the hub")
    void written_and_read_it_is_the_same() throws Exception {
        Agreement agreement = save("bridges", ALL);
        Draft draft = read(PrivacyObligations.write(agreement, DAY));
        assertThat(draft.missing()).singleElement().asString().startsWith("feeds: ");
        assertThat(save("bridges", draft.yaml() + FEEDS))
                .usingRecursiveComparison()
                .ignoringFields("revision")
                .isEqualTo(agreement);
    }

    @Test
    void written_twice_it_is_the_same_text() throws Exception {
        Agreement agreement = save("bridges", ALL);
        assertThat(PrivacyObligations.write(agreement, DAY)).isEqualTo(PrivacyObligations.write(agreement, DAY));
    }

    @ParameterizedTest
    @CsvSource({"2026-07-31, Pending", "2026-08-01, Live", "2027-07-31, Live", "2027-08-01, Expired"})
    void it_says_whether_it_is_in_force(LocalDate day, String status) throws Exception {
        assertThat(PrivacyObligations.write(save("bridges", ALL), day))
                .contains("<podStatus>" + status + "</podStatus>");
    }

    @Test
    @DisplayName("S-24 neither where deliveries go nor who opens them is in it")
    void places_and_people_stay_in_the_hub() throws Exception {
        Agreement agreement = save("bridges", ALL + "people: [{role: data manager, person: canary@bridges.example}]\n");
        assertThat(PrivacyObligations.write(agreement, DAY))
                .contains("data@bridges.example")
                .doesNotContain("canary", "store/outbox");
    }

    @Test
    @DisplayName("What another's document says in other words is asked for and never guessed")
    void what_is_said_in_other_words_is_asked_for() throws Exception {
        Draft draft = read(OTHERS);
        assertThat(draft.yaml())
                .contains("id: lantern-club-inc", "name: Lantern Club, Inc.", "purpose: attendance-support")
                .contains("effective: 2026-08-15", "- day")
                .doesNotContain("legalBasis: ferpa", "races\n", "population:\n");
        assertThat(draft.missing())
                .anySatisfy(m -> assertThat(m).startsWith("partner.contact: "))
                .anySatisfy(m -> assertThat(m).contains("it says \"Attendance Support\", \"Reporting\""))
                .anySatisfy(m -> assertThat(m).startsWith("question: "))
                .anySatisfy(m -> assertThat(m)
                        .startsWith("legalBasis: one of ferpa-99.30")
                        .endsWith("names \"FERPA\""))
                .anySatisfy(m -> assertThat(m).startsWith("identifiability: "))
                .anySatisfy(m -> assertThat(m).startsWith("population: "))
                .anySatisfy(m -> assertThat(m)
                        .contains("\"xStudent/demographics/races\" is no element")
                        .contains("not granted"))
                .anySatisfy(m -> assertThat(m).startsWith("expiry: "))
                .anySatisfy(m -> assertThat(m).contains("\"FERPA 101\" is no id of a curriculum"));
        draft.missing().forEach(m -> assertThat(draft.yaml()).contains("#   " + m + "\n"));
    }

    @Test
    void of_several_documents_the_first_is_read_and_the_others_are_told_of() throws Exception {
        String two = OTHERS.replace(
                "</pods>", OTHERS.substring(OTHERS.indexOf("<pod "), OTHERS.indexOf("</pods>")) + "</pods>");
        assertThat(read(two).missing()).first().asString().contains("2 documents");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "partner: {id: bridges}",
                "<pod xmlns='http://www.sifassociation.org/infrastructure/3.3'>",
                "<!DOCTYPE pod [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><pod>&x;</pod>"
            })
    @DisplayName("S-10 what is no XML, is cut off or has a document type is refused, with the line")
    void what_is_no_xml_is_refused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("well-formed XML at line");
    }

    @Test
    @DisplayName("S-10 an inclusion, a schema's or a stylesheet's address is never asked")
    void what_names_another_document_is_not_looked_at() throws Exception {
        try (ServerSocket asked = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            asked.setSoTimeout(1);
            String at = "http://127.0.0.1:" + asked.getLocalPort() + "/secret";
            String naming = "<?xml-stylesheet type='text/xsl' href='" + at + "'?>"
                    + OTHERS.substring(OTHERS.indexOf("<pods"))
                            .replaceFirst(
                                    ">",
                                    " xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='urn:x " + at
                                            + "'><i:include xmlns:i='http://www.w3.org/2001/XInclude' href='" + at
                                            + "' parse='text'/>");
            read(naming);
            assertThatThrownBy(asked::accept).as("nobody has called").isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void another_document_is_refused_by_what_it_is() {
        assertThatThrownBy(() -> read("<xStudents xmlns='http://www.sifassociation.org/datamodel/na/3.3'/>"))
                .hasMessageContaining("no privacyObligationsDocument")
                .hasMessageContaining("outermost element is xStudents");
    }

    @Test
    void the_agreement_of_the_samples_can_be_written_and_read() throws Exception {
        Agreement sample = save(
                "lanternclub-attendance",
                Files.readString(Path.of("../../samples/etc/agreements/lanternclub-attendance.yaml")));
        assertThat(read(PrivacyObligations.write(sample, DAY)).missing()).hasSize(1);
    }
}
