// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.model.AcademicSession;
import org.susten.model.Assessment;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.Program;

/** What the model's references refer to, by component name. */
final class References {

    private static final Map<String, Class<? extends Entity>> PARENTS = Map.of(
            "person", Person.class,
            "guardian", Person.class,
            "student", Person.class,
            "organization", Organization.class,
            "session", AcademicSession.class,
            "course", Course.class,
            "section", ClassSection.class,
            "program", Program.class,
            "assessment", Assessment.class);

    /** An entity of the same kind, which may come in any order, or anything at all: nobody waits for these. */
    private static final Set<String> FREE = Set.of("parent", "about");

    private References() {}

    /** The entity that must be there before a row with this reference counts; null where none must. */
    static @Nullable Class<? extends Entity> parent(RecordComponent component) {
        Class<? extends Entity> parent = PARENTS.get(component.getName());
        if (parent == null && !FREE.contains(component.getName())) {
            throw new IllegalStateException(component + " refers to an unknown entity: name it in References");
        }
        return parent;
    }

    /** Whether others name this entity as their parent. */
    static boolean named(Class<?> entity) {
        return PARENTS.containsValue(entity);
    }
}
