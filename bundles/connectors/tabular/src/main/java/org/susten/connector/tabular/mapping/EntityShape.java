// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.model.Element;
import org.susten.model.Entity;
import org.susten.model.MissingElementException;
import org.susten.model.Sensitivity;
import org.susten.model.SourceId;

/**
 * What can be set on one entity of the model, read from its record, so that a component added to the model can be mapped the
 * day it is there. Immutable.
 */
public final class EntityShape {

    /**
     * One component.
     *
     * @param type its type
     * @param of what a list or set holds; the type itself otherwise
     * @param required the entity cannot be without it
     */
    record Component(String name, int place, Class<?> type, Class<?> of, Sensitivity sensitivity, boolean required) {

        boolean isCollection() {
            return type == List.class || type == Set.class;
        }
    }

    private static final Map<String, EntityShape> ALL = new LinkedHashMap<>();

    static {
        for (Class<?> type : Entity.class.getPermittedSubclasses()) {
            ALL.put(type.getSimpleName(), new EntityShape(type.asSubclass(Entity.class)));
        }
    }

    private final Class<? extends Entity> type;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final MethodHandle constructor;

    private EntityShape(Class<? extends Entity> type) {
        this.type = type;
        this.constructor = constructor(type);
        Set<String> required = required();
        RecordComponent[] declared = type.getRecordComponents();
        for (int i = 0; i < declared.length; i++) {
            components.put(
                    declared[i].getName(),
                    new Component(
                            declared[i].getName(),
                            i,
                            declared[i].getType(),
                            elementOf(declared[i].getGenericType()),
                            i == 0 ? sensitivityOfKey(declared) : sensitivity(declared[i]),
                            required.contains(declared[i].getName())));
        }
    }

    /** The entity of that name; null where the model has none. */
    static @Nullable EntityShape of(String name) {
        return ALL.get(name);
    }

    /** Every entity's name. */
    static Set<String> names() {
        return ALL.keySet();
    }

    Class<? extends Entity> type() {
        return type;
    }

    String name() {
        return type.getSimpleName();
    }

    Map<String, Component> components() {
        return components;
    }

    /** Values of no component: empty collections, nothing else. */
    @Nullable
    Object[] blank() {
        @Nullable Object[] values = new Object[components.size()];
        components.values().forEach(component -> values[component.place()] = empty(component.type()));
        return values;
    }

    /** Makes the entity; throws {@link MissingElementException} where a value it needs is null. */
    Entity make(@Nullable Object[] values) {
        try {
            return (Entity) (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of " + name() + " failed", e);
        }
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            MethodHandle canonical =
                    MethodHandles.publicLookup().unreflectConstructor(type.getDeclaredConstructor(parameters));
            return canonical
                    .asSpreader(Object[].class, parameters.length)
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getSimpleName() + " has no public canonical constructor", e);
        }
    }

    /** Asks the record itself: it says which of its components may not be null. */
    private Set<String> required() {
        RecordComponent[] declared = type.getRecordComponents();
        @Nullable Object[] values = new Object[declared.length];
        for (int i = 0; i < declared.length; i++) {
            values[i] = empty(declared[i].getType());
        }
        Set<String> required = new HashSet<>();
        while (true) {
            try {
                make(values);
                return required;
            } catch (MissingElementException missing) {
                required.add(missing.element());
                for (int i = 0; i < declared.length; i++) {
                    if (declared[i].getName().equals(missing.element())) {
                        values[i] = anything(declared[i].getType());
                    }
                }
            }
        }
    }

    private static @Nullable Object empty(Class<?> type) {
        return type == List.class ? List.of() : type == Set.class ? Set.of() : type == Map.class ? Map.of() : null;
    }

    private static Object anything(Class<?> type) {
        if (type == SourceId.class) {
            return new SourceId("system", "site", "stream", "key");
        }
        if (type == LocalDate.class) {
            return LocalDate.EPOCH;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Boolean.class) {
            return Boolean.TRUE;
        }
        return type == Integer.class ? (Object) 0 : java.math.BigDecimal.ZERO;
    }

    private static Class<?> elementOf(Type type) {
        if (type instanceof ParameterizedType generic && generic.getActualTypeArguments()[0] instanceof Class<?> of) {
            return of;
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    /** A key is a number of somebody's, but for what is about nobody. */
    private static Sensitivity sensitivityOfKey(RecordComponent[] declared) {
        boolean nobody = Arrays.stream(declared).allMatch(each -> sensitivity(each) == Sensitivity.PUBLIC);
        return nobody ? Sensitivity.PUBLIC : Sensitivity.PERSONAL;
    }

    private static Sensitivity sensitivity(RecordComponent component) {
        Element element = component.getAnnotation(Element.class);
        return element == null ? Sensitivity.PROTECTED : element.sensitivity();
    }
}
