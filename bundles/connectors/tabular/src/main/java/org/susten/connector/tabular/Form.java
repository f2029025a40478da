// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;

/** The form of a file, by its JSON Schema; what is wrong is told with line and fix. Safe for any thread. */
final class Form {

    /** The form of {@code mappings/*.yaml}. */
    static final Form MAPPING = new Form("mapping.schema.json");

    /** The form of {@code mappings/*.golden.yaml}. */
    static final Form GOLDEN = new Form("golden.schema.json");

    private final String name;
    private final JsonSchema schema;

    private Form(String name) {
        this.name = name;
        try (InputStream json = Form.class.getResourceAsStream(name)) {
            this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own " + name + " cannot be read", e);
        }
    }

    /** Refuses a document of another form. */
    void check(YamlFile file) throws FileProblemException {
        Problems problems = new Problems(file);
        List<ValidationMessage> messages = schema.validate(file.root()).stream()
                .sorted(Comparator.comparing(message -> pointer(message).length()))
                .toList();
        messages.forEach(message -> add(problems, message));
        problems.refuseAny();
    }

    private void add(Problems problems, ValidationMessage message) {
        String at = pointer(message);
        String where = at.isEmpty() ? "the file" : at.substring(1).replace('/', '.');
        String property = String.valueOf(message.getProperty());
        Object[] arguments = message.getArguments();
        String argument = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        switch (message.getType()) {
            case "required" -> problems.add(at, where + " lacks " + property, "add  " + property + ": …");
            case "additionalProperties", "unevaluatedProperties" ->
                problems.add(
                        YamlFile.member(at, property),
                        where + " cannot have " + property,
                        "correct the spelling or remove it; " + name + " lists what can stand here");
            case "enum", "const" ->
                problems.add(at, where + " has a value that is not known", "use one of " + argument);
            case "type" -> problems.add(at, where + " is of the wrong kind", "write a " + argument);
            case "minItems", "minProperties" -> problems.add(at, where + " is empty", "give at least one");
            case "pattern" -> problems.add(at, where + " is not written as it must be", "it must match " + argument);
            case "oneOf", "anyOf" ->
                problems.add(
                        at,
                        where + " is not one of the forms it can have",
                        "see " + name + " and the annotated example");
            default -> problems.add(at, where + ": " + message.getMessage(), "see " + name);
        }
    }

    private static String pointer(ValidationMessage message) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
            String step = String.valueOf(message.getInstanceLocation().getName(i));
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
