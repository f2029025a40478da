// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Ed-Fi's resources of data standard 5.0 as the Ed-Fi Alliance published them. */
record EdFiStandard(JsonNode document) {

    private static final Path FILE = Path.of("../../../shared/data/edfi/openapi/resources-ds-5.0.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Skips the test where the file is not there. */
    static EdFiStandard read() throws IOException {
        assumeTrue(Files.exists(FILE), "no third-party files at " + FILE.toAbsolutePath());
        return new EdFiStandard(JSON.valueToTree(
                new Load(LoadSettings.builder().setCodePointLimit(50_000_000).build())
                        .loadFromString(Files.readString(FILE))));
    }

    List<String> properties(String resource) {
        List<String> names = new ArrayList<>();
        document.at("/components/schemas/" + singular(resource) + "/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    JsonSchema schema(String resource) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$ref", "#/components/schemas/" + singular(resource));
        root.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(root);
    }

    private static String singular(String resource) {
        return "edFi_"
                + (resource.equals("studentSchoolAssociations")
                        ? "studentSchoolAssociation"
                        : resource.replaceFirst("ies$", "ys").replaceFirst("s$", ""));
    }
}
