// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

/**
 * The hub's own settings, {@code org.susten.*.cfg} but for those of connections. Whoever is configured by one is started with whatever
 * stands there, and a word in the place of a number would keep a whole part of the hub from starting: here such a value is taken out
 * before it gets there. The one before it stays in force, or, after a start, the hub's own; that is told of as a doubt about the file.
 * Configuration Admin 1.6, 104.9 (plugins), and Metatype 1.4. Safe for any thread.
 */
@Component(
        service = {FileKind.class, ConfigurationPlugin.class},
        property = ConfigurationPlugin.CM_RANKING + ":Integer=1")
public final class OwnSettings implements FileKind, ConfigurationPlugin {

    private static final String PREFIX = "org.susten.";

    private final BundleContext context;
    private final MetaTypeService metatype;
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    /** By bundle and when it last changed: the service reads what a bundle declares anew each time it is asked, and doubts are asked for again and again. */
    private final Map<String, Optional<MetaTypeInformation>> declared = new ConcurrentHashMap<>();
    /** The last value that was one, by PID and key. */
    private final Map<String, Map<String, Object>> good = new ConcurrentHashMap<>();

    /** Of every bundle of the hub. */
    @Activate
    public OwnSettings(BundleContext context, @Reference MetaTypeService metatype) {
        this.context = context;
        this.metatype = metatype;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        if (properties.get(Constants.SERVICE_PID) instanceof String pid && isOwn(pid)) {
            Map<String, Object> kept = good.computeIfAbsent(pid, p -> new ConcurrentHashMap<>());
            keys(pid).forEach((key, definition) -> {
                Object value = properties.get(key);
                if (value == null) {
                    kept.remove(key);
                } else if (wrong(definition, value.toString()).isEmpty()) {
                    kept.put(key, value);
                } else if (kept.containsKey(key)) {
                    properties.put(key, kept.get(key));
                } else {
                    properties.remove(key);
                }
            });
        }
    }

    private static boolean isOwn(String pid) {
        return pid.startsWith(PREFIX) && !pid.startsWith(PREFIX + "connector.");
    }

    @Override
    public String folder() {
        return "";
    }

    /** None of the hub's bundles but connectors begins with a c. */
    @Override
    public String glob() {
        return PREFIX + "[!c]*.cfg";
    }

    /** Configuration Admin reads them by itself. */
    @Override
    public boolean keepsLastGood() {
        return false;
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        String text = text(file);
        read(text);
        texts.put(name, text);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        List<Problem> problems = problems(name, text(file));
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return "settings that are understood";
    }

    @Override
    public List<Problem> doubts(String name) {
        String text = texts.get(name);
        try {
            return text == null ? List.of() : problems(name, text);
        } catch (FileProblemException e) {
            return e.problems();
        }
    }

    @Override
    public void withdraw(String name) {
        texts.remove(name);
    }

    private List<Problem> problems(String name, String text) throws FileProblemException {
        Properties values = read(text);
        Map<String, AttributeDefinition> keys = keys(name.replaceFirst("\\.cfg$", ""));
        List<Problem> problems = new ArrayList<>();
        for (String key : keys.isEmpty() ? List.<String>of() : List.copyOf(values.stringPropertyNames())) {
            AttributeDefinition definition = keys.get(key);
            if (definition == null) {
                problems.add(new Problem(
                        line(text, key), "nothing is set by " + key, "known are " + String.join(", ", keys.keySet())));
            } else {
                wrong(definition, values.getProperty(key))
                        .ifPresent(expected -> problems.add(new Problem(
                                line(text, key),
                                key + " is not " + expected
                                        + ": what was there before is in force, or else the hub's own value",
                                "write " + expected)));
            }
        }
        problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return problems;
    }

    /** What is expected, where the text is something else. */
    private static Optional<String> wrong(AttributeDefinition definition, String text) {
        boolean right =
                switch (definition.getType()) {
                    case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> isNumber(definition, text);
                    case AttributeDefinition.BOOLEAN -> text.matches("(?i)true|false");
                    default -> !definition.getID().equals("timeZone") || text.isBlank() || isZone(text);
                };
        return right ? Optional.empty() : Optional.of(expected(definition.getType()));
    }

    private static String expected(int type) {
        return switch (type) {
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> "a whole number within its bounds";
            case AttributeDefinition.BOOLEAN -> "true or false";
            default -> "a time zone such as America/Chicago";
        };
    }

    private static boolean isNumber(AttributeDefinition definition, String text) {
        try {
            long number = Long.parseLong(text);
            if (definition.getType() == AttributeDefinition.INTEGER && number != (int) number) {
                return false;
            }
        } catch (NumberFormatException e) {
            return false;
        }
        String bounds = definition.validate(text);
        return bounds == null || bounds.isEmpty();
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What may stand in the file of a PID; nothing where no bundle that is here is configured by it. */
    private Map<String, AttributeDefinition> keys(String pid) {
        Map<String, AttributeDefinition> keys = new LinkedHashMap<>();
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName();
            if (name != null && name.startsWith(PREFIX)) {
                declared(bundle)
                        .filter(information -> List.of(information.getPids()).contains(pid))
                        .ifPresent(information -> add(keys, information.getObjectClassDefinition(pid, null)));
            }
        }
        return keys;
    }

    private Optional<MetaTypeInformation> declared(Bundle bundle) {
        return declared.computeIfAbsent(
                bundle.getBundleId() + "@" + bundle.getLastModified(),
                change -> Optional.ofNullable(metatype.getMetaTypeInformation(bundle)));
    }

    private static void add(Map<String, AttributeDefinition> keys, ObjectClassDefinition definition) {
        AttributeDefinition @Nullable [] all = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
        for (AttributeDefinition each : all == null ? new AttributeDefinition[0] : all) {
            keys.put(each.getID(), each);
        }
    }

    private static String text(Path file) throws FileProblemException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new FileProblemException(0, "it is no text in UTF-8", "save it as UTF-8");
        }
    }

    private static Properties read(String text) throws FileProblemException {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
            return values;
        } catch (IOException | IllegalArgumentException e) {
            throw new FileProblemException(
                    0, "a backslash-u is not followed by four digits", "write \\\\ for a backslash");
        }
    }

    private static int line(String text, String key) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().split("[\\s=:]", 2)[0].equals(key)) {
                return i + 1;
            }
        }
        return 0;
    }
}
