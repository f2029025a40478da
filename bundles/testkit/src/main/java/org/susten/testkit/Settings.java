// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a component's typed configuration of lines as they stand in its file, by the rules of Declarative Services. */
public final class Settings {

    private Settings() {}

    /**
     * A configuration of {@code key=value} lines; what is not said has its default, and without one what the runtime would
     * give: zero, false, or null.
     *
     * @throws IllegalArgumentException where a key is not of this configuration or a value not of its type
     */
    public static <A extends Annotation> A of(Class<A> type, String... lines) {
        Map<String, String> said = new HashMap<>();
        List<String> keys = keys(type);
        for (String line : lines) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals).strip();
            if (equals < 0 || !keys.contains(key)) {
                throw new IllegalArgumentException(key + " is no key of " + type.getName() + ", which has " + keys);
            }
            said.put(key, line.substring(equals + 1).strip());
        }
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "annotationType" -> type;
            case "toString" -> type.getSimpleName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> value(method, said.get(key(method)));
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The keys a configuration has. */
    public static List<String> keys(Class<? extends Annotation> type) {
        List<String> keys = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0 && !method.isSynthetic()) {
                keys.add(key(method));
            }
        }
        keys.sort(null);
        return keys;
    }

    /** The keys in a page's table of settings, whose first column is called {@code Key}. */
    static List<String> inTable(String page) {
        return page.lines()
                .dropWhile(line -> !line.startsWith("| Key "))
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();
    }

    /** The keys with their types, and the default of those that need not be said, parted by tabs. */
    static List<String> described(Class<? extends Annotation> type) {
        List<String> described = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0 && !method.isSynthetic()) {
                Object otherwise = method.getDefaultValue();
                described.add(key(method)
                        + '\t'
                        + method.getReturnType().getSimpleName()
                        + (otherwise == null ? "" : "\t=" + text(otherwise)));
            }
        }
        return described;
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(String.valueOf(Array.get(value, i)));
        }
        return String.join(", ", items);
    }

    /** As Declarative Services turns a method's name into a key: {@code _} is a dot, {@code __} an underscore, and so on. */
    private static String key(Method method) {
        return method.getName()
                .replace("$_$", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_')
                .replace("$$", "\0")
                .replace("$", "")
                .replace('\0', '$');
    }

    private static @Nullable Object value(Method method, @Nullable String said) {
        Class<?> type = method.getReturnType();
        if (said == null) {
            Object otherwise = method.getDefaultValue();
            return otherwise != null || !type.isPrimitive() ? otherwise : Array.get(Array.newInstance(type, 1), 0);
        }
        if (!type.isArray()) {
            return convert(type, said);
        }
        String[] items = said.isEmpty() ? new String[0] : said.split("\\s*,\\s*");
        Object array = Array.newInstance(type.getComponentType(), items.length);
        for (int i = 0; i < items.length; i++) {
            Array.set(array, i, convert(type.getComponentType(), items[i]));
        }
        return array;
    }

    private static Object convert(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class) {
            return Double.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type == char.class && !text.isEmpty()) {
            return text.charAt(0);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().equals(text)) {
                    return constant;
                }
            }
        }
        throw new IllegalArgumentException("a setting of type " + type.getName() + " cannot be " + text);
    }
}
