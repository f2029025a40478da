// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codes of the model's options. */
final class Codes {

    private static final Map<Enum<?>, Code> CODES = new ConcurrentHashMap<>();

    private Codes() {}

    private record Code(String text, byte[] bytes) {}

    static String of(Enum<?> option) {
        return code(option).text;
    }

    /** The code in UTF-8; not to be changed. */
    static byte[] bytes(Enum<?> option) {
        return code(option).bytes;
    }

    private static Code code(Enum<?> option) {
        Code found = CODES.get(option);
        return found != null ? found : CODES.computeIfAbsent(option, Codes::read);
    }

    private static Code read(Enum<?> option) {
        try {
            String code = (String) option.getDeclaringClass().getMethod("code").invoke(option);
            return new Code(code, code.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(option.getDeclaringClass().getName() + " has no code()", e);
        }
    }
}
