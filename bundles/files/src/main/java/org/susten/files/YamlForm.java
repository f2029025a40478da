// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException.Problem;

/** The form of a kind of YAML file, by its JSON Schema; what is wrong is told with line and fix. Safe for any thread. */
public final class YamlForm {

    private final String name;
    private final JsonSchema schema;

    /**
     * Reads the schema.
     *
     * @param owner a class of the bundle that has it
     * @param resource its path as the class finds it; operators know the schema by its last part
     */
    public YamlForm(Class<?> owner, String resource) {
        this.name = resource.substring(resource.lastIndexOf('/') + 1);
        try (InputStream json = owner.getResourceAsStream(resource)) {
            this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own " + resource + " cannot be read", e);
        }
    }

    /** Refuses a document of another form, saying all that is wrong in line order. */
    public void check(YamlFile file) throws FileProblemException {
        List<Problem> problems = new ArrayList<>();
        schema.validate(file.root()).stream()
                // That it is none of the forms is told once, not once for each of them.
                .filter(message -> !message.getType().equals("required")
                        || !message.getEvaluationPath().toString().contains("oneOf"))
                .sorted(Comparator.comparing(message -> pointer(message).length()))
                .forEach(message -> problems.add(problem(file, message)));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new FileProblemException(problems);
        }
    }

    private Problem problem(YamlFile file, ValidationMessage message) {
        String at = pointer(message);
        String where = at.isEmpty() ? "the file" : at.substring(1).replace('/', '.');
        String property = String.valueOf(message.getProperty());
        Object[] arguments = message.getArguments();
        String argument = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        return switch (message.getType()) {
            case "required" -> file.problem(at, where + " lacks " + property, "add  " + property + ": …");
            case "additionalProperties", "unevaluatedProperties" ->
                file.problem(
                        YamlFile.member(at, property),
                        where + " cannot have " + property,
                        "correct the spelling or remove it; " + beside(message));
            case "enum", "const" ->
                file.problem(at, where + " has a value that is not known", "use one of " + argument);
            case "type" ->
                file.root().at(at).isNull()
                        ? file.problem(at, where + " has no value", "write one, or remove the line")
                        : file.problem(at, where + " is of the wrong kind", "write it as " + kind(arguments));
            case "minimum" ->
                file.problem(at, where + " must be at least " + argument, "raise it to " + argument + " or more");
            case "minItems", "minProperties" -> file.problem(at, where + " is empty", "give at least one");
            case "maxItems", "maxProperties" -> file.problem(at, where + " has too many", "leave at most " + argument);
            case "pattern" -> file.problem(at, where + " is not written as it must be", form(argument));
            case "oneOf", "anyOf" ->
                file.problem(
                        at,
                        where + " is not one of the forms it can have",
                        among(message.getSchemaNode()) + "see " + name + " and the annotated example");
            default -> file.problem(at, where + ": " + message.getMessage(), "see " + name);
        };
    }

    /** Which keys can stand where one stands that cannot. */
    private String beside(ValidationMessage message) {
        JsonNode properties = schema.getSchemaNode()
                .at(String.valueOf(
                        message.getSchemaLocation().getFragment().getParent().append("properties")));
        List<String> keys = new ArrayList<>();
        properties.fieldNames().forEachRemaining(keys::add);
        return keys.isEmpty() ? name + " lists what can stand here" : "use one of " + String.join(", ", keys);
    }

    /** Of forms that differ by a key each, that it is one of the keys that must stand there. */
    private static String among(@Nullable JsonNode forms) {
        List<String> keys = new ArrayList<>();
        if (forms != null) {
            forms.forEach(form -> form.path("required").forEach(key -> keys.add(key.asText())));
        }
        return keys.isEmpty() ? "" : "give one of " + String.join(", ", keys) + ", and no other; ";
    }

    /** What should stand there; the validator says first what does. */
    private static String kind(Object @Nullable [] arguments) {
        String expected = arguments == null || arguments.length < 2 ? "" : String.valueOf(arguments[1]);
        return switch (expected) {
            case "array" -> "a list, such as [one, other]";
            case "object" -> "keys with values, each in a line of its own below";
            case "integer" -> "a whole number";
            case "string" -> "text, in quotes where it looks like a number or a day";
            case "boolean" -> "true or false";
            default -> "the annotated example does" + (expected.isEmpty() ? "" : ": " + expected);
        };
    }

    private static String form(String pattern) {
        if (pattern.startsWith("^[0-9]{4}")) {
            return "write a day as 2027-07-31";
        }
        if (pattern.startsWith("^-?[0-9]+([.]")) {
            return "write a number such as 0.1";
        }
        if (pattern.startsWith("^[a-z0-9]")) {
            return "use lower-case letters, digits and hyphens, at most 63";
        }
        return pattern.equals("\\S") ? "it must not be blank" : "it must match " + pattern;
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
