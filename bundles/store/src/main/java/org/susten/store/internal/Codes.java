// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codes of the model's options. */
final class Codes {

    private static final Map<Enum<?>, String> CODES = new ConcurrentHashMap<>();

    private Codes() {}

    static String of(Enum<?> option) {
        return CODES.computeIfAbsent(option, Codes::read);
    }

    private static String read(Enum<?> option) {
        try {
            return (String) option.getDeclaringClass().getMethod("code").invoke(option);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(option.getDeclaringClass().getName() + " has no code()", e);
        }
    }
}
