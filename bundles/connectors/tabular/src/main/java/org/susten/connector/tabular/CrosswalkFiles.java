// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.model.words.Count;

/** {@code etc/crosswalks/*.csv}: what sources' own codes mean. */
@Component
public final class CrosswalkFiles implements FileKind {

    private final Mappings mappings;

    /** Puts files in force there. */
    @Activate
    public CrosswalkFiles(@Reference Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public String folder() {
        return "crosswalks";
    }

    @Override
    public String glob() {
        return "*.csv";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        mappings.crosswalk(CrosswalkFile.read(MappingFiles.plain(name), file), true);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Crosswalk crosswalk = CrosswalkFile.read(MappingFiles.plain(name), file);
        List<String> users = mappings.crosswalk(crosswalk, false);
        return Count.of(crosswalk.all().size(), "code", "codes") + ", used by "
                + (users.isEmpty() ? "no mapping in force" : "mapping " + String.join(", ", users));
    }

    @Override
    public void withdraw(String name) {
        mappings.withdrawCrosswalk(MappingFiles.plain(name));
    }
}
