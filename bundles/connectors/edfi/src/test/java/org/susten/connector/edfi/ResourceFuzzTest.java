// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.edfi.Streams;
import org.susten.edfi.Version;
import org.susten.kit.internal.JsonObjects;
import org.susten.kit.testing.Fuzz;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;
import org.susten.testkit.Settings;

class ResourceFuzzTest {

    private final EdFiConnector connector = new EdFiConnector(Settings.of(
            EdFiConnector.Config.class,
            "site=bellweather",
            "baseUrl=https://api.example",
            "clientId=a",
            "clientSecret=b"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    students | {"id":"1","studentUniqueId":"604001","firstName":"Ada","lastSurname":"Alder","birthDate":"2015-01-02","birthSexDescriptor":"uri://ed-fi.org/SexDescriptor#Female","personReference":{"personId":"p"}}
                    schools | {"schoolId":255901001,"nameOfInstitution":"North","localEducationAgencyReference":{"localEducationAgencyId":255901},"gradeLevels":[{"gradeLevelDescriptor":"uri://ed-fi.org/GradeLevelDescriptor#First grade"}],"addresses":[{"addressTypeDescriptor":"uri://x#Physical","city":"A","postalCode":"1","stateAbbreviationDescriptor":"uri://x#TX","streetNumberName":"1 B"}]}
                    studentSchoolAssociations | {"entryDate":"2026-08-15","schoolReference":{"schoolId":255901001},"studentReference":{"studentUniqueId":"604001"},"entryGradeLevelDescriptor":"uri://x#First grade","exitWithdrawDate":"2027-05-30","schoolYearTypeReference":{"schoolYear":2027}}
                    studentSchoolAttendanceEvents | {"attendanceEventCategoryDescriptor":"uri://x#Tardy","eventDate":"2026-09-01","schoolReference":{"schoolId":255901001},"sessionReference":{"schoolId":255901001,"schoolYear":2027,"sessionName":"Fall"},"studentReference":{"studentUniqueId":"604001"},"eventDuration":0.5}
                    """)
    @DisplayName("S-36 a damaged resource of an Ed-Fi API is understood or refused, never more")
    void damaged_resources(String resource, String text) {
        Resources.Kind kind = Resources.named(resource.equals("schools") ? "educationOrganizations" : resource);
        Fuzz.damage(
                "resource of " + resource,
                3_000,
                (which, damaged) -> {
                    try (JsonParser json = JsonObjects.FACTORY.createParser(damaged)) {
                        if (json.nextToken() == JsonToken.START_OBJECT) {
                            understand(kind, resource, JsonObjects.object(json));
                        }
                    } catch (IOException e) {
                        assertThat(e).isNotNull();
                    } catch (MappingException e) {
                        assertThat(e.rule()).isNotBlank();
                    }
                },
                text.getBytes(StandardCharsets.UTF_8));
    }

    private void understand(Resources.Kind kind, String resource, Map<String, @Nullable Object> row) {
        ApiRow flat = new ApiRow();
        Map<String, @Nullable Object> values = flat.of(row, resource);
        String key = kind.kind().key().of(values, Version.THREE);
        assertThat(flat.key(kind.kind(), row, resource)).isNotNull();
        Columns columns = Columns.of(List.copyOf(values.keySet()));
        assertThat(connector.map(SourceRecord.present(
                        kind.name(),
                        key,
                        new Cursor("1"),
                        columns,
                        values.values().toArray())))
                .isNotNull();
        assertThat(values).containsKey(Streams.VERSION);
    }
}
