// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

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
import org.susten.files.YamlFile;

/** The form of an agreement: its JSON Schema, told with line and fix. */
final class AgreementSchema {

    private static final String RESOURCE = "/org/susten/governance/agreement.schema.json";
    private final JsonSchema schema;

    AgreementSchema() {
        try (InputStream json = AgreementSchema.class.getResourceAsStream(RESOURCE)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own " + RESOURCE + " cannot be read", e);
        }
    }

    /** What is wrong with the form, in line order. */
    List<Problem> check(YamlFile tree) {
        List<Problem> problems = new ArrayList<>();
        for (ValidationMessage message : schema.validate(tree.root())) {
            problems.add(problem(tree, message));
        }
        problems.sort(Comparator.comparingInt(Problem::line));
        return problems;
    }

    private static Problem problem(YamlFile tree, ValidationMessage message) {
        String at = pointer(message);
        String where = at.isEmpty() ? "the agreement" : at.substring(1).replace('/', '.');
        Object[] arguments = message.getArguments();
        String argument = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        return switch (message.getType()) {
            case "required" ->
                new Problem(
                        tree.line(at),
                        where + " lacks " + message.getProperty(),
                        "add  " + message.getProperty() + ": …");
            case "additionalProperties" ->
                new Problem(
                        tree.line(YamlFile.member(at, String.valueOf(message.getProperty()))),
                        where + " has no key " + message.getProperty(),
                        "correct the spelling or remove it; the keys are in agreement.schema.json and the example");
            case "enum" ->
                new Problem(tree.line(at), where + " has a value that is not known", "use one of " + argument);
            case "type" ->
                tree.root().at(at).isNull()
                        ? new Problem(tree.line(at), where + " has no value", "write one, or remove the line")
                        : new Problem(tree.line(at), where + " is of the wrong kind", kind(arguments));
            case "minimum" ->
                new Problem(
                        tree.line(at), where + " must be at least " + argument, "raise it to " + argument + " or more");
            case "pattern" -> new Problem(tree.line(at), where + " is not written as it must be", form(argument));
            default -> new Problem(tree.line(at), where + ": " + message.getMessage(), "see agreement.schema.json");
        };
    }

    /** The validator names the kind that was found and the one that was expected. */
    private static String kind(Object @Nullable [] arguments) {
        String expected = arguments == null || arguments.length < 2 ? "" : String.valueOf(arguments[1]);
        return switch (expected) {
            case "array" -> "write it as a list, such as [one, another]";
            case "object" -> "write it as the example does: names and values, each on a line below it";
            case "string" -> "write it as text, in quotes where it looks like a number or a day";
            case "integer" -> "write it as a whole number";
            case "boolean" -> "write true or false";
            default -> "write it as the example does";
        };
    }

    private static String pointer(ValidationMessage message) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
            pointer.append('/')
                    .append(String.valueOf(message.getInstanceLocation().getName(i))
                            .replace("~", "~0")
                            .replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String form(String pattern) {
        if (pattern.startsWith("^[0-9]{4}")) {
            return "write a day as 2027-07-31";
        }
        if (pattern.startsWith("^[a-z0-9]")) {
            return "use lower-case letters, digits and hyphens, at most 63";
        }
        return pattern.equals("\\S") ? "it must not be blank" : "it must match " + pattern;
    }
}
