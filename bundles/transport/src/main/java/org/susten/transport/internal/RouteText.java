// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.susten.files.FileProblemException.Problem;
import org.susten.transport.door.TransportException;

/** The text of a route file, read before Camel sees it: known steps, allowed endpoints, harmless expressions. One use, one thread. */
final class RouteText {
    private static final int DEEPEST = 60;
    private static final Set<String> STEPS = Set.of(
            "to",
            "split",
            "choice",
            "filter",
            "multicast",
            "pipeline",
            "step",
            "delay",
            "throttle",
            "loop",
            "doTry",
            "stop",
            "log",
            "setHeader",
            "setHeaders",
            "setBody",
            "setProperty",
            "removeHeader",
            "removeHeaders",
            "removeProperty",
            "marshal",
            "unmarshal",
            "wireTap",
            "aggregate",
            "sample",
            "threads",
            "validate",
            "transform");
    private static final Set<String> CODE = Set.of(
            "bean",
            "beans",
            "beanType",
            "class",
            "csimple",
            "datasonnet",
            "exec",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "onPrepare",
            "process",
            "python",
            "ref",
            "script",
            "spel",
            "toD",
            "type",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize",
            "aggregationStrategy",
            "resultType",
            "expressionType");
    private static final Set<String> FORMATS = Set.of("zipFile", "gzipDeflater", "zipDeflater", "base64", "id");
    private static final Set<String> HEADERS_OF_CAMEL = Set.of("CamelFileName", "CamelHttpMethod");

    private final EndpointPolicy endpoints;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> ids = new TreeSet<>();

    RouteText(EndpointPolicy endpoints) {
        this.endpoints = endpoints;
    }

    /** Reads the text; afterwards ids and problems are known. */
    void read(String text) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel("route file").build()).composeString(text);
            if (root.isEmpty()
                    || !(root.get() instanceof SequenceNode list)
                    || list.getValue().isEmpty()) {
                problems.add(new Problem(1, "the file holds no list of routes", "begin with - route:"));
                return;
            }
            list.getValue().forEach(this::route);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(
                    new Problem(line, "this is not YAML: " + e.getProblem(), "mind indentation, quotes and colons"));
        } catch (YamlEngineException e) {
            problems.add(new Problem(1, "this is not YAML", "mind indentation, quotes and colons"));
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Ids of the routes it defines. */
    Set<String> ids() {
        return Set.copyOf(ids);
    }

    private void route(Node node) {
        Map<String, Node> top = map(node);
        Node route = top.get("route");
        if (route == null || top.size() != 1) {
            problem(node, "only routes may stand here", "write - route: with id and from");
            return;
        }
        Map<String, Node> parts = map(route);
        String id = scalar(parts.get("id"));
        if (!isId(id)) {
            problem(route, "a route has no id", "add id: with letters, digits and hyphens");
        } else if (!ids.add(id)) {
            problem(route, "route " + id + " is there twice", "give one of them another id");
        }
        Map<String, Node> from = map(parts.get("from"));
        if (from.isEmpty()) {
            problem(route, "a route has no from", "add from: with uri and steps");
        } else {
            guard(route, () -> checkPlace(id, scalar(from.get("uri"))));
        }
        walk(route, 0);
    }

    static boolean isId(String id) {
        return id.matches("[A-Za-z0-9._:-]{1,120}");
    }

    /**
     * A route that reads a connection's runs or a feed's deliveries takes the place of ours, so it bears its name. Throws where id
     * and from do not belong together.
     */
    static void checkPlace(String id, String from) {
        String place = from.replaceFirst("^susten:/+", "susten:");
        String ours = place.startsWith("susten:source/")
                ? "intake:" + place.substring(14)
                : place.startsWith("susten:feed/") ? "delivery:" + place.substring(12) : "";
        boolean reserved = id.startsWith("intake:") || id.startsWith("delivery:");
        if (!ours.isEmpty() ? !id.equals(ours) : reserved) {
            throw TransportException.settings(
                    "id and from of a route do not belong together",
                    ours.isEmpty()
                            ? "choose an id that does not begin with intake: or delivery:"
                            : "let its id be " + ours);
        }
    }

    private void walk(Node node, int depth) {
        if (depth > DEEPEST) {
            problem(node, "the file is nested too deeply", "write it flatter and without anchors");
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(n -> walk(n, depth + 1));
        } else if (node instanceof MappingNode mapping) {
            endpoint(mapping);
            for (NodeTuple pair : mapping.getValue()) {
                entry(scalar(pair.getKeyNode()), pair.getKeyNode(), pair.getValueNode());
                walk(pair.getValueNode(), depth + 1);
            }
        } else if (node instanceof ScalarNode text && text.getValue().startsWith("#")) {
            problem(node, "a value points to a bean or class", "write the value itself");
        }
    }

    private void entry(String key, Node at, Node value) {
        if (CODE.contains(key) || key.endsWith("Ref") || key.endsWith("Bean")) {
            problem(
                    at,
                    key + " may run code that the hub does not know",
                    "use the steps and expressions of the manual");
        }
        switch (key) {
            case "steps" -> steps(value);
            case "to", "wireTap", "from" -> {
                if (value instanceof ScalarNode uri) {
                    endpoint(uri, uri.getValue(), Map.of());
                }
            }
            case "marshal", "unmarshal" ->
                map(value).forEach((format, n) -> {
                    if (!FORMATS.contains(format)) {
                        problem(n, "format " + format + " is not allowed", "use one of " + new TreeSet<>(FORMATS));
                    }
                });
            case "log" ->
                expression(value instanceof ScalarNode ? value : map(value).get("message"), true);
            case "simple", "expression" -> expression(value, false);
            case "setHeader" -> header(at, scalar(map(value).get("name")));
            default -> {
                // a plain setting of a step
            }
        }
    }

    private void steps(Node value) {
        if (value instanceof SequenceNode list) {
            for (Node step : list.getValue()) {
                for (String name : map(step).keySet()) {
                    if (!STEPS.contains(name)) {
                        problem(step, "step " + name + " is not allowed", "use one of " + new TreeSet<>(STEPS));
                    }
                }
            }
        }
    }

    private void header(Node at, String name) {
        if (StripHeaders.steers(name) && !HEADERS_OF_CAMEL.contains(name)) {
            problem(at, "a header steers the hub itself", "choose a name that does not begin with Camel or Susten");
        }
    }

    private void endpoint(MappingNode mapping) {
        Map<String, Node> parts = map(mapping);
        Node uri = parts.get("uri");
        if (uri != null) {
            Map<String, String> parameters = new TreeMap<>();
            map(parts.get("parameters")).forEach((name, value) -> parameters.put(name, scalar(value)));
            endpoint(uri, scalar(uri), parameters);
        }
    }

    private void endpoint(Node at, String uri, Map<String, String> parameters) {
        guard(at, () -> endpoints.check(uri, parameters));
    }

    private void expression(@org.jspecify.annotations.Nullable Node value, boolean logged) {
        if (value instanceof ScalarNode text) {
            guard(value, () -> Expressions.check(text.getValue(), logged));
        } else {
            Node inner = map(value).get("expression");
            if (inner instanceof ScalarNode text) {
                guard(inner, () -> Expressions.check(text.getValue(), logged));
            }
        }
    }

    private void guard(Node at, Runnable check) {
        try {
            check.run();
        } catch (TransportException e) {
            String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
            problem(at, parts[0], parts.length > 1 ? parts[1] : "change it");
        }
    }

    private void problem(Node at, String what, String fix) {
        problems.add(new Problem(at.getStartMark().map(Mark::getLine).orElse(0) + 1, what, fix));
    }

    private static Map<String, Node> map(@org.jspecify.annotations.Nullable Node node) {
        Map<String, Node> map = new TreeMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(pair -> map.put(scalar(pair.getKeyNode()), pair.getValueNode()));
        }
        return map;
    }

    private static String scalar(@org.jspecify.annotations.Nullable Node node) {
        return node instanceof ScalarNode text ? text.getValue() : "";
    }
}
