// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Reading;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Call;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.SifSimulator;
import org.susten.testkit.simulator.SifSimulator.Deviation;
import org.susten.testkit.simulator.Simulator;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Objects that others made, as the SIF frameworks publish them, asked over HTTP in every dialect and counted. */
class ThirdPartyTest {

    private static final Path DATA = Path.of("../../../../shared/data/sif");

    @ParameterizedTest
    @CsvSource({
        "au, framework-testdata/StudentPersonals.xml, StudentPersonals, 608",
        "au, framework-testdata/SchoolInfos.xml, SchoolInfos, 1",
        "au, framework-testdata/TeachingGroups.xml, TeachingGroups, 1",
        "au, framework-testdata/StudentDailyAttendances.xml, StudentDailyAttendances, 3",
        "na, na-xpress/xStudents.xml, xStudents, 100",
        "na, na-xpress/xSchools.xml, xSchools, 14"
    })
    void each_set_is_read_whole_and_means_the_same_in_every_dialect(
            String family, String file, String stream, int count) throws Exception {
        assumeTrue(Files.exists(DATA), "the third-party objects are not beside this checkout");
        List<Map<String, Object>> objects = objects(DATA.resolve(file));
        assertThat(objects).hasSize(count);
        List<List<Entity>> first = null;
        for (String dialect : List.of("xml", "goessner", "pesc")) {
            Deviation[] deviations = dialect.equals("pesc") ? new Deviation[] {Deviation.PESC} : new Deviation[0];
            try (Simulator simulator = Simulator.of(new SifSimulator(true, Map.of(stream, objects), deviations))) {
                Connector connector = connector(simulator.address(), family, dialect.equals("xml") ? "xml" : "json");
                Reading read = Reading.of(connector, stream, Cursor.START, context());
                assertThat(read.complete()).isTrue();
                assertThat(read.rows()).as(dialect).hasSize(count);
                List<List<Entity>> said =
                        read.rows().values().stream().map(connector::map).toList();
                assertThat(said).allMatch(entities -> !entities.isEmpty());
                first = first == null ? said : first;
                assertThat(said).as(dialect).isEqualTo(first);
            }
        }
    }

    /** The very bytes of the sample in each dialect, which is one object and no collection. */
    @Test
    void one_student_is_the_same_person_in_every_dialect() throws IOException {
        assumeTrue(Files.exists(DATA), "the third-party objects are not beside this checkout");
        Path folder = DATA.resolve("framework-testdata");
        String xml = Files.readString(folder.resolve("StudentPersonal.xml"));
        Person one = student("<StudentPersonals>" + xml + "</StudentPersonals>", "application/xml");
        for (String file : List.of("StudentPersonal.json", "StudentPersonal-PESC.json")) {
            // the sample in Goessner's dialect has no RefId, without which a row is nobody's
            String sample = Files.readString(folder.resolve(file));
            String body = "{\"StudentPersonals\":"
                    + (sample.contains("RefId\"")
                            ? sample
                            : sample.replaceFirst("\\{\\s*\"StudentPersonal\":\\s*\\{", "$0\"@RefId\":\"1\","))
                    + '}';
            Person other = student(body, "application/json");
            assertThat(other.familyName()).as(file).isEqualTo(one.familyName());
            assertThat(other.birthDate()).as(file).isEqualTo(one.birthDate());
            assertThat(other.identifiers()).as(file).isEqualTo(one.identifiers());
        }
    }

    private static Person student(String body, String type) {
        SifSimulator gate = new SifSimulator(false, Map.of());
        Simulator.Site site = new Simulator.Site() {
            @Override
            public Reply answer(Call call) {
                if (gate.isToken(call)) {
                    return gate.answer(call);
                }
                boolean first = call.header("navigationPage").equals("1");
                return first ? new Reply(200, Map.of("Content-Type", type), body) : new Reply(404, Map.of(), "");
            }
        };
        try (Simulator simulator = Simulator.of(site)) {
            Connector connector = new SifConnector(Settings.of(
                    SifConnector.Config.class,
                    "site=sample",
                    "family=au",
                    "authentication=basic",
                    "baseUrl=" + simulator.address(),
                    "applicationKey=" + Gate.ID,
                    "sharedSecret=key"));
            Reading read = Reading.of(connector, "StudentPersonals", Cursor.START, context());
            assertThat(read.rows()).hasSize(1);
            return (Person)
                    connector.map(read.rows().values().iterator().next()).get(0);
        }
    }

    private static TestContext context() {
        return new TestContext(new FolderInlet(Path.of("src"))).secret("key", Gate.SECRET);
    }

    private static Connector connector(String address, String family, String format) {
        return new SifConnector(Settings.of(
                SifConnector.Config.class,
                "site=sample",
                "family=" + family,
                "format=" + format,
                "baseUrl=" + address,
                "applicationKey=" + Gate.ID,
                "sharedSecret=key",
                "pageSize=50"));
    }

    private static List<Map<String, Object>> objects(Path file)
            throws IOException, ParserConfigurationException, SAXException {
        List<Map<String, Object>> objects = new ArrayList<>();
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && nested(element) instanceof Map<?, ?> map) {
                Map<String, Object> object = new LinkedHashMap<>();
                map.forEach((name, value) -> object.put(String.valueOf(name), value));
                objects.add(object);
            }
        }
        return objects;
    }

    private static Object nested(Element element) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().startsWith("xmlns")) {
                map.put('@' + attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element inner) {
                Object value = nested(inner);
                Object before = map.get(inner.getNodeName());
                if (before instanceof List<?> list) {
                    List<Object> more = new ArrayList<>(list);
                    more.add(value);
                    map.put(inner.getNodeName(), more);
                } else {
                    map.put(inner.getNodeName(), before == null ? value : List.of(before, value));
                }
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                text.append(node.getNodeValue());
            }
        }
        if (map.isEmpty()) {
            return text.toString();
        }
        if (!text.toString().isBlank()) {
            map.put("#text", text.toString());
        }
        return map;
    }
}
