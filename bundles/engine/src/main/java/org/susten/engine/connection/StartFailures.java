// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Why a connector did not come up, as far as the component runtime knows. */
public final class StartFailures {

    private static final String SILENT =
            "it was not started within 15 seconds: what it asks may not answer; if it does, this is for its author";

    private final ServiceComponentRuntime components;

    StartFailures(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Whether the connector was tried in this revision of its settings, and failed. */
    boolean refused(String pid, String connection, String revision) {
        return instances(pid, connection)
                .anyMatch(instance -> instance.failure != null
                        && revision.equals(instance.properties.get(ConnectionRegistry.REVISION)));
    }

    /** Whether nothing is known against it but that it is not there yet. */
    boolean late(String pid, String connection) {
        return !Thread.currentThread().isInterrupted()
                && instances(pid, connection)
                        .allMatch(instance -> instance.failure == null
                                && instance.state != ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
    }

    /** What the connector said, in one line. */
    String of(String pid, String connection) {
        return instances(pid, connection).findFirst().map(StartFailures::of).orElse(SILENT);
    }

    private Stream<ComponentConfigurationDTO> instances(String pid, String connection) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> List.of(component.configurationPid).contains(pid))
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(instance -> connection.equals(instance.properties.get(ConnectionRegistry.NAME)));
    }

    private static String of(ComponentConfigurationDTO instance) {
        if (instance.failure != null) {
            return said(instance.failure);
        }
        return instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                ? "a service it needs is missing"
                : SILENT;
    }

    /** The message of the innermost cause of a printed stack trace. */
    private static String said(String trace) {
        String last = "";
        for (String line : trace.split("\\R")) {
            if (last.isEmpty() || line.startsWith("Caused by: ")) {
                last = line;
            }
        }
        String text = last.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(Exception|Error)(: |$)", "");
        return text.isBlank() ? "it failed; the hub's log says where" : text;
    }

    /** The first key that the text speaks of, or nothing. */
    static String keyIn(String text, Collection<String> keys) {
        return keys.stream()
                .filter(key -> Pattern.compile("\\b" + Pattern.quote(key) + "\\b")
                        .matcher(text)
                        .find())
                .findFirst()
                .orElse("");
    }
}
