// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.susten.addons.Permissions;
import org.susten.model.Sensitivity;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** What an add-on can do, for whoever decides whether it comes in. */
final class PermissionWords {

    private PermissionWords() {}

    static void tell(Permissions found, Text text) {
        text.line("Bundles: "
                + found.bundles().entrySet().stream()
                        .map(bundle -> bundle.getKey() + " " + bundle.getValue())
                        .collect(Collectors.joining(", ")));
        if (!found.connectors().isEmpty()) {
            text.line("Connectors: " + String.join(", ", found.connectors()));
        }
        text.paragraph("What its code can do, as found by reading it, not by running it:");
        if (found.powers().isEmpty()) {
            text.line("  - uses no files, hosts or programs by itself");
        }
        found.powers().forEach(power -> text.line("  - " + power.words()));
        if (!found.others().isEmpty()) {
            text.line("  - uses these packages of the hub, which are not made for connectors: "
                    + String.join(", ", found.others()));
        }
        text.section(
                "Kinds of data it can give the hub",
                Table.of(
                        found.data(),
                        d -> List.of(
                                d.entity(),
                                d.elements().values().stream()
                                        .max(Comparator.naturalOrder())
                                        .map(PermissionWords::word)
                                        .orElse(""),
                                String.join(", ", d.elements().keySet())),
                        "entity",
                        "at most",
                        "elements"));
        mapped(found).ifPresent(text::paragraph);
        if (!found.settings().isEmpty()) {
            text.paragraph("Settings of its connections' files: " + String.join(", ", found.settings()));
        }
        text.paragraph(
                "The hub shows this and does not enforce it: an add-on runs with all rights of the hub. The signature is what"
                        + " you trust.");
    }

    private static Optional<String> mapped(Permissions found) {
        if (!found.mappings().isEmpty()) {
            return Optional.of("What it gives the hub is said by the mappings that it brings: "
                    + String.join(", ", found.mappings()));
        }
        if (found.settings().contains("mapping")) {
            return Optional.of(
                    "What else it gives the hub is said by the mappings in etc/mappings that its connections' files name.");
        }
        return found.data().isEmpty() ? Optional.of("It gives the hub no data.") : Optional.empty();
    }

    private static String word(Sensitivity sensitivity) {
        return sensitivity.name().toLowerCase(Locale.ROOT);
    }
}
