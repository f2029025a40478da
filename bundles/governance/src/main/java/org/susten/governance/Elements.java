// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.susten.model.Element;
import org.susten.model.Entity;
import org.susten.model.Sensitivity;

/**
 * The elements of the common model by name, {@code Person.givenName}, as the model itself declares them, and one that is read from
 * more than one record: {@code StaffAssignment.email}, the address in the records that know somebody as staff and nothing else.
 */
public final class Elements {

    /**
     * What the model says of one element.
     *
     * @param name entity and component
     * @param ceds global id of the CEDS element, or empty
     */
    public record Info(String name, Sensitivity sensitivity, String ceds) {}

    /** The only word about how to reach staff that an agreement can grant: addresses in a person's records are those of children, too. */
    private static final Info STAFF_EMAIL = new Info("StaffAssignment.email", Sensitivity.DIRECTORY, "");

    private static final Map<String, Map<String, Info>> ENTITIES = read();

    private Elements() {}

    /** Names of the entities and, in their order, the elements of each by component. */
    public static Map<String, Map<String, Info>> entities() {
        return ENTITIES;
    }

    /** The element of that name. */
    public static Optional<Info> find(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(
                        ENTITIES.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1)));
    }

    private static Map<String, Map<String, Info>> read() {
        Map<String, Map<String, Info>> entities = new LinkedHashMap<>();
        Arrays.stream(Entity.class.getPermittedSubclasses()).forEach(type -> {
            Map<String, Info> elements = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                Element element = component.getAnnotation(Element.class);
                String name = type.getSimpleName() + '.' + component.getName();
                // What the model says nothing of is guarded most.
                elements.put(
                        component.getName(),
                        element == null
                                ? new Info(name, Sensitivity.PROTECTED, "")
                                : new Info(name, element.sensitivity(), element.ceds()));
            }
            if (STAFF_EMAIL.name().startsWith(type.getSimpleName() + '.')) {
                elements.put("email", STAFF_EMAIL);
            }
            entities.put(type.getSimpleName(), Collections.unmodifiableMap(elements));
        });
        return Collections.unmodifiableMap(entities);
    }
}
