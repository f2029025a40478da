// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;

/** {@code etc/mappings/*.yaml}: mappings, and beside them their golden rows as {@code <mapping>.golden.yaml}. */
@Component
public final class MappingFiles implements FileKind {

    private static final String ENDING = ".yaml";
    private static final String GOLDEN = ".golden.yaml";

    private final Mappings mappings;

    /** Puts files in force there. */
    @Activate
    public MappingFiles(@Reference Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public String folder() {
        return "mappings";
    }

    @Override
    public String glob() {
        return "*.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        take(name, file, true);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        return take(name, file, false);
    }

    private String take(String name, Path file, boolean keep) throws FileProblemException {
        String plain = plain(name);
        if (isGolden(name)) {
            Golden golden = Golden.of(YamlFile.read(file));
            mappings.golden(plain, golden, keep);
            return golden.file().root().path("rows").size() + " golden rows for mapping " + plain;
        }
        Mapping mapping = mappings.mapping(plain, YamlFile.read(file), keep);
        return "mapping " + plain + " reads "
                + mapping.streams().values().stream()
                        .map(stream -> stream.declared().name() + " from "
                                + (stream.files().isEmpty() ? "its source" : stream.files()))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void withdraw(String name) {
        if (isGolden(name)) {
            mappings.withdrawGolden(plain(name));
        } else {
            mappings.withdrawMapping(plain(name));
        }
    }

    static boolean isGolden(String name) {
        return name.endsWith(GOLDEN);
    }

    /** {@code mappings/visits.golden.yaml} and {@code mappings/visits.yaml} are both about {@code visits}. */
    static String plain(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        String ending = isGolden(file) ? GOLDEN : file.endsWith(ENDING) ? ENDING : ".csv";
        return file.endsWith(ending) ? file.substring(0, file.length() - ending.length()) : file;
    }
}
