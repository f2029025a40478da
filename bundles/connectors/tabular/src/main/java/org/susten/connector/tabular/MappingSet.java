// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.connector.tabular.mapping.MappingCompiler;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.spi.Connector;

/**
 * Mappings with their golden rows and crosswalks that come together: those of a bundle, or of a folder that will be one. Immutable;
 * safe for any thread.
 */
public final class MappingSet {

    private final String system;
    private final Map<String, YamlFile> mappings;
    private final Map<String, Crosswalk> crosswalks;
    private final Map<String, FileProblemException> refused;

    private MappingSet(
            String system,
            Map<String, YamlFile> mappings,
            Map<String, Crosswalk> crosswalks,
            Map<String, FileProblemException> refused) {
        this.system = system;
        this.mappings = new TreeMap<>(mappings);
        this.crosswalks = new HashMap<>(crosswalks);
        this.refused = new TreeMap<>(refused);
    }

    /**
     * Reads files below {@code mappings} and {@code crosswalks}. What is wrong in one does not keep the others from use.
     *
     * @param system the system of the source ids, which is the connector's id
     * @param files the texts by path, such as {@code mappings/visits.yaml}
     */
    public static MappingSet of(String system, Map<String, String> files) {
        Map<String, FileProblemException> refused = new LinkedHashMap<>();
        Map<String, Crosswalk> crosswalks = new HashMap<>();
        Map<String, YamlFile> mappings = new HashMap<>();
        files.forEach((path, text) -> {
            try {
                if (path.startsWith("crosswalks/")) {
                    crosswalks.put(MappingFiles.plain(path), CrosswalkFile.of(MappingFiles.plain(path), text));
                } else if (path.startsWith("mappings/") && !MappingFiles.isGolden(path)) {
                    mappings.put(MappingFiles.plain(path), YamlFile.of(text));
                }
            } catch (FileProblemException e) {
                refused.put(path, e);
            }
        });
        mappings.entrySet().removeIf(mapping -> !works(mapping, files, crosswalks, refused));
        return new MappingSet(system, mappings, crosswalks, refused);
    }

    private static boolean works(
            Map.Entry<String, YamlFile> mapping,
            Map<String, String> files,
            Map<String, Crosswalk> crosswalks,
            Map<String, FileProblemException> refused) {
        String at = "mappings/" + mapping.getKey() + ".yaml";
        try {
            Mapping compiled = MappingCompiler.compile(mapping.getValue(), Golden.site(), crosswalks::get);
            at = "mappings/" + mapping.getKey() + ".golden.yaml";
            String golden = files.get(at);
            if (golden != null) {
                Golden.of(YamlFile.of(golden)).check(compiled);
            }
            return true;
        } catch (FileProblemException e) {
            refused.put(at, e);
            return false;
        }
    }

    /**
     * As above, of a folder.
     *
     * @throws IOException where it cannot be read
     */
    public static MappingSet in(Path folder, String system) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String part : List.of("mappings", "crosswalks")) {
            if (Files.isDirectory(folder.resolve(part))) {
                try (Stream<Path> all = Files.list(folder.resolve(part))) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        files.put(part + '/' + file.getFileName(), Files.readString(file));
                    }
                }
            }
        }
        return of(system, files);
    }

    /** Names of the mappings that work. */
    public List<String> names() {
        return List.copyOf(mappings.keySet());
    }

    /** What is wrong, by file. */
    public Map<String, FileProblemException> refused() {
        return Map.copyOf(refused);
    }

    /**
     * The connector of a mapping, for one site.
     *
     * @throws IllegalArgumentException where there is no such mapping
     */
    public Connector connector(String mapping, String site) {
        if (!mappings.containsKey(mapping)) {
            throw new IllegalArgumentException(
                    "there is no mapping " + mapping + "; there is " + String.join(", ", mappings.keySet()));
        }
        return new TabularConnector(compiled(mapping, site));
    }

    Mapping compiled(String mapping, String site) {
        try {
            YamlFile file = Objects.requireNonNull(mappings.get(mapping));
            return MappingCompiler.compile(file, system, site, crosswalks::get);
        } catch (FileProblemException e) {
            throw new IllegalStateException("mapping " + mapping + " worked for another site", e);
        }
    }

    /** A crosswalk; null where there is none of that name. */
    @Nullable
    Crosswalk crosswalk(String name) {
        return crosswalks.get(name);
    }
}
