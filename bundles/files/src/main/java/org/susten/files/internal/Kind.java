// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.susten.files.FileKind;

/** A registered kind and which names it understands. */
record Kind(FileKind service, String folder, PathMatcher matcher) {

    static final Comparator<Kind> FOLDERS_FIRST =
            Comparator.comparing((Kind kind) -> kind.folder.isEmpty()).thenComparing(Kind::folder);

    static Kind of(FileKind service) {
        return new Kind(service, service.folder(), FileSystems.getDefault().getPathMatcher("glob:" + service.glob()));
    }

    /** Whether a file of that plain name is of this kind. */
    boolean matches(String plainName) {
        return matcher.matches(Path.of(plainName));
    }

    /** What a name that only ends as it should not was probably meant to be: {@code a.yml}, {@code a.yaml.txt}, {@code A.CFG}. */
    Optional<String> meant(String plainName) {
        String meant = plainName
                .toLowerCase(Locale.ROOT)
                .replaceFirst("(\\.[a-z]+)\\.txt$", "$1")
                .replaceFirst("\\.yml$", ".yaml");
        return matches(plainName) || !matches(meant) ? Optional.empty() : Optional.of(meant);
    }

    /** The path below {@code etc}. */
    String name(String plainName) {
        return folder.isEmpty() ? plainName : folder + '/' + plainName;
    }

    /** Whether the file at this path below {@code etc} is of this kind. */
    boolean understands(String name) {
        String plainName = name.substring(name.lastIndexOf('/') + 1);
        return name.equals(name(plainName)) && matches(plainName);
    }
}
