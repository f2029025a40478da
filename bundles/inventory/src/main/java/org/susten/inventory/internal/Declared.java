// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;
import org.susten.governance.Elements;
import org.susten.inventory.Inventory.Holding;
import org.susten.inventory.Inventory.Source;
import org.susten.inventory.Inventory.State;

/** What operators say of the ecosystem: owners by connection, and systems that are not connected. */
record Declared(Map<String, String> owners, List<Source> systems) {

    static final Declared NOTHING = new Declared(Map.of(), List.of());

    private static final YamlForm FORM = new YamlForm(Declared.class, "/org/susten/inventory/inventory.schema.json");

    static Declared read(YamlFile file) throws FileProblemException {
        FORM.check(file);
        List<Problem> problems = new ArrayList<>();
        Map<String, String> owners = new TreeMap<>();
        file.root()
                .path("owners")
                .properties()
                .forEach(owner -> owners.put(owner.getKey(), owner.getValue().asText()));
        List<Source> systems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        JsonNode nodes = file.root().path("systems");
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            if (!ids.add(node.get("id").asText())) {
                problems.add(file.problem(
                        "/systems/" + i + "/id",
                        "another system is called " + node.get("id").asText() + " already",
                        "choose an id no other system has"));
            }
            systems.add(new Source(
                    node.get("id").asText(),
                    node.get("title").asText(),
                    node.get("owner").asText(),
                    node.get("kind").asText(),
                    State.DECLARED,
                    holds(file, "/systems/" + i + "/holds", node.path("holds"), problems),
                    node.path("note").asText("")));
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return new Declared(owners, systems);
    }

    private static List<Holding> holds(YamlFile file, String at, JsonNode node, List<Problem> problems) {
        Set<String> elements = new LinkedHashSet<>();
        for (int i = 0; i < node.size(); i++) {
            String name = node.get(i).asText();
            String entity = name.substring(0, name.indexOf('.'));
            if (name.endsWith(".*") && Elements.entities().containsKey(entity)) {
                Elements.entities().get(entity).values().forEach(info -> elements.add(info.name()));
            } else if (Elements.find(name).isPresent()) {
                elements.add(name);
            } else {
                problems.add(file.problem(
                        at + '/' + i,
                        "the common model has no " + name,
                        Elements.entities().containsKey(entity)
                                ? "use one of "
                                        + String.join(
                                                ", ",
                                                Elements.entities().get(entity).keySet())
                                : "use one of "
                                        + String.join(", ", Elements.entities().keySet())));
            }
        }
        return elements.isEmpty() ? List.of() : List.of(new Holding("declared", List.copyOf(elements)));
    }
}
