// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.spi.MappingException;

/** The codes of one of the model's option sets. Immutable. */
public final class Codes {

    private final String name;
    private final Map<String, Object> byCode = new LinkedHashMap<>();
    private final List<String> all;

    private Codes(Class<?> set) {
        this.name = set.getSimpleName();
        this.all = List.of(set.getEnumConstants()).stream().map(Codes::code).toList();
        for (Object constant : set.getEnumConstants()) {
            byCode.put(code(constant), constant);
            byCode.put(code(constant).toLowerCase(Locale.ROOT), constant);
        }
    }

    public static Codes of(Class<?> set) {
        return new Codes(set);
    }

    /** The code of a constant, which every option set of the model has. */
    public static String code(Object constant) {
        try {
            return (String) constant.getClass().getMethod("code").invoke(constant);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Entity.class.getPackageName() + " has an option set without codes", e);
        }
    }

    public List<String> all() {
        return all;
    }

    /** The constant of a code, in any case; null where there is none. */
    @Nullable
    public Object find(String code) {
        Object found = byCode.get(code);
        return found != null ? found : byCode.get(code.toLowerCase(Locale.ROOT));
    }

    public Value.Step step(String column) {
        String rule = "code:" + Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return value -> {
            Object found = find((String) value);
            if (found == null) {
                throw new MappingException(
                        column, rule, column + " must be a code of " + name + ", or the mapping needs a crosswalk");
            }
            return found;
        };
    }
}
