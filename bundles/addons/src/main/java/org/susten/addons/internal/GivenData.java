// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.addons.Permissions.Data;
import org.susten.model.Element;
import org.susten.model.Entity;
import org.susten.model.Sensitivity;

/** Kinds of data that code makes: entities of the common model, and the elements it sets. */
final class GivenData {

    private static final String MODEL = "org/susten/model/";
    private static final Pattern SETS = Pattern.compile(MODEL + "(\\w+)Builder#(\\w+)");
    /** A record made whole, and a copy with one other value, may have every element. */
    private static final Pattern WHOLE =
            Pattern.compile(MODEL + "(\\w+)#<init>|" + MODEL + "(\\w+)Builder\\$With#\\w+");

    private GivenData() {}

    static List<Data> of(Set<String> facts) {
        Map<String, Set<String>> set = new TreeMap<>();
        Set<String> whole = new TreeSet<>();
        for (String fact : facts) {
            Matcher sets = SETS.matcher(fact);
            if (sets.matches()) {
                set.computeIfAbsent(sets.group(1), name -> new TreeSet<>()).add(sets.group(2));
            }
            Matcher all = WHOLE.matcher(fact);
            if (all.matches()) {
                String name = all.group(1) == null ? all.group(2) : all.group(1);
                whole.add(name);
                set.computeIfAbsent(name, n -> new TreeSet<>());
            }
        }
        List<Data> data = new ArrayList<>();
        set.forEach((entity, elements) -> {
            Map<String, Sensitivity> known = elements(entity);
            if (!whole.contains(entity)) {
                known.keySet().retainAll(elements);
            }
            if (!known.isEmpty()) {
                data.add(new Data(entity, known));
            }
        });
        return data;
    }

    /** All of an entity but its id; none where it is no entity. */
    private static Map<String, Sensitivity> elements(String entity) {
        Map<String, Sensitivity> elements = new TreeMap<>();
        try {
            Class<?> type = Class.forName(MODEL.replace('/', '.') + entity, false, Entity.class.getClassLoader());
            if (type.isRecord() && Entity.class.isAssignableFrom(type)) {
                for (RecordComponent component : type.getRecordComponents()) {
                    Element element = component.getAnnotation(Element.class);
                    if (element != null && !component.getName().equals("id")) {
                        elements.put(component.getName(), element.sensitivity());
                    }
                }
            }
            return elements;
        } catch (ClassNotFoundException e) {
            // no entity of this hub's model: it cannot be given to this hub
            return elements;
        }
    }
}
