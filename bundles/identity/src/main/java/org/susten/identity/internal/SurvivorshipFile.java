// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.identity.People;
import org.susten.model.words.Count;

/** {@code etc/survivorship.yaml}: which value counts where the sources of one person differ. */
@Component
public final class SurvivorshipFile implements FileKind {

    private static final List<String> USUAL = List.of("trust", "recency", "agreement");

    private record Trust(String field, String site, String stream, int trust) {
        boolean names(String field, String site, String stream) {
            return this.field.equals(field) && this.site.equals(site) && this.stream.equals(stream);
        }
    }

    private record Order(String field, List<String> order) {}

    private record Rules(List<Order> orders, List<Trust> trusts) {}

    private final Database database;

    /** On the index's database. */
    @Activate
    public SurvivorshipFile(
            @Reference Database database,
            // Its tables are used; this asks that they are there.
            @Reference People people) {
        this(database);
    }

    SurvivorshipFile(Database database) {
        this.database = database;
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return "survivorship.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        put(read(file));
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Rules rules = read(file);
        return Count.of(rules.orders().size() - 1, "field has an order of its own", "fields have an order of their own")
                + ", and " + Count.of(rules.trusts().size(), "source is weighed", "sources are weighed");
    }

    @Override
    public void withdraw(String name) {
        put(new Rules(List.of(new Order("", USUAL)), List.of()));
    }

    /** Feeds look again only where something is other than before. */
    private void put(Rules rules) {
        database.inTransaction(c -> {
            List<String> before = inForce(c);
            Sql.run(c, "delete from identity.survivorship; delete from identity.survivorship_trust");
            for (Order order : rules.orders()) {
                Sql.update(
                        c,
                        "insert into identity.survivorship (field, first, second, third) values (?, ?, ?, ?)",
                        order.field(),
                        order.order().get(0),
                        order.order().get(1),
                        order.order().get(2));
            }
            for (Trust trust : rules.trusts()) {
                Sql.update(
                        c,
                        "insert into identity.survivorship_trust (field, site, stream, trust) values (?, ?, ?, ?)",
                        trust.field(),
                        trust.site(),
                        trust.stream(),
                        trust.trust());
            }
            if (!inForce(c).equals(before)) {
                Sql.run(c, "update identity.survivorship_revision set revision = revision + 1");
            }
            return rules;
        });
    }

    private static List<String> inForce(Connection c) throws SQLException {
        return Sql.list(
                c,
                "select s::text from identity.survivorship s union all select t::text from identity.survivorship_trust t order by 1",
                r -> r.getString(1));
    }

    // --- reading ---------------------------------------------------------------------------------

    private static Rules read(Path path) throws FileProblemException {
        YamlFile file = YamlFile.read(path);
        List<Problem> problems = new ArrayList<>();
        Rules rules = new Rules(new ArrayList<>(), new ArrayList<>());
        only(file, "", file.root(), Set.of("order", "trust", "fields"), problems);
        List<String> usual = order(file, "/order", file.root().get("order"), USUAL, problems);
        rules.orders().add(new Order("", usual));
        trusts(file, "/trust", "", file.root().get("trust"), rules.trusts(), problems);
        JsonNode fields = file.root().get("fields");
        if (fields != null && !fields.isObject()) {
            problems.add(file.problem("/fields", "fields is no list of fields", "write  birthDate:  below it"));
        }
        for (Map.Entry<String, JsonNode> field : properties(fields)) {
            String at = YamlFile.member("/fields", field.getKey());
            if (!GoldenRecords.NAMES.contains(field.getKey())) {
                problems.add(file.problem(
                        at,
                        "there is no field " + field.getKey(),
                        "use one of " + String.join(", ", new TreeSet<>(GoldenRecords.NAMES))));
            }
            only(file, at, field.getValue(), Set.of("order", "trust"), problems);
            rules.orders()
                    .add(new Order(
                            field.getKey(),
                            order(file, at + "/order", field.getValue().get("order"), usual, problems)));
            trusts(file, at + "/trust", field.getKey(), field.getValue().get("trust"), rules.trusts(), problems);
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return rules;
    }

    private static Set<Map.Entry<String, JsonNode>> properties(@Nullable JsonNode node) {
        return node == null ? Set.of() : node.properties();
    }

    private static void only(YamlFile file, String at, JsonNode node, Set<String> known, List<Problem> problems) {
        for (Map.Entry<String, JsonNode> one : properties(node)) {
            String name = one.getKey();
            if (!known.contains(name)) {
                problems.add(file.problem(
                        YamlFile.member(at, name),
                        name + " is not known here",
                        "use " + String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    private static List<String> order(
            YamlFile file, String at, @Nullable JsonNode node, List<String> without, List<Problem> problems) {
        if (node == null) {
            return without;
        }
        List<String> order = new ArrayList<>();
        node.forEach(one -> order.add(one.asText()));
        if (order.isEmpty() || !USUAL.containsAll(order) || new HashSet<>(order).size() != order.size()) {
            problems.add(file.problem(
                    at,
                    "the order is not one of trust, recency and agreement",
                    "write  order: [trust, recency, agreement]"));
            return without;
        }
        // What is not named decides last, in the usual order.
        USUAL.stream().filter(one -> !order.contains(one)).forEach(order::add);
        return order;
    }

    private static void trusts(
            YamlFile file, String at, String field, @Nullable JsonNode node, List<Trust> into, List<Problem> problems) {
        for (Map.Entry<String, JsonNode> source : properties(node)) {
            if (!source.getValue().isNumber() || !source.getValue().asText().matches("-?\\d{1,9}")) {
                problems.add(file.problem(
                        YamlFile.member(at, source.getKey()),
                        "trust in " + source.getKey() + " is no whole number",
                        "write  " + source.getKey() + ": 10"));
                continue;
            }
            String[] parts = source.getKey().split("/", 2);
            String stream = parts.length > 1 ? parts[1] : "";
            if (into.stream().anyMatch(other -> other.names(field, parts[0], stream))) {
                problems.add(file.problem(
                        YamlFile.member(at, source.getKey()),
                        source.getKey() + " is weighed twice, with and without a / at its end",
                        "remove one of them"));
                continue;
            }
            into.add(new Trust(field, parts[0], stream, source.getValue().asInt()));
        }
    }
}
