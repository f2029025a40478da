// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why a connector did not come up, as far as the component runtime knows. */
final class StartFailures {

    private final ServiceComponentRuntime components;

    StartFailures(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** What the connector said, in one line. */
    String of(String pid, String connection) {
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            if (List.of(component.configurationPid).contains(pid)) {
                for (ComponentConfigurationDTO instance : components.getComponentConfigurationDTOs(component)) {
                    if (connection.equals(instance.properties.get(ConnectionRegistry.NAME))) {
                        return of(instance);
                    }
                }
            }
        }
        return "it was not started within 5 seconds";
    }

    private static String of(ComponentConfigurationDTO instance) {
        if (instance.failure != null) {
            return said(instance.failure);
        }
        return instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                ? "a service it needs is missing"
                : "it was not started within 5 seconds";
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
