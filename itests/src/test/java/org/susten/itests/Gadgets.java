// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.rmi.MarshalledObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import javax.management.BadAttributeValueExpException;

/**
 * Reads what published chains of gadgets begin with, one kind after the other, and prints a line for each: refused, or read. To be run in a
 * Java of its own, with a hub's options.
 */
final class Gadgets {

    private Gadgets() {}

    /** Runs while it is read, as every gadget does in the end. */
    private static final class Runs implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            System.out.println("ran");
        }
    }

    private static final class Compares implements Comparator<Object>, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public int compare(Object a, Object b) {
            return 0;
        }
    }

    private static final class Handles implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return 0;
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (Map.Entry<String, Object> gadget : all().entrySet()) {
            System.out.println(gadget.getKey() + ' ' + outcome(bytes(gadget.getValue())));
        }
    }

    /** What chains begin with, by the name of the class. */
    static Map<String, Object> all() throws Exception {
        List<Object> gadgets = new ArrayList<>(List.of(
                new Runs(),
                new HashMap<>(Map.of(new URL("http://gadget.example/"), "resolves a name")),
                new Hashtable<>(Map.of("a", new Runs())),
                new LinkedHashSet<>(List.of(new Runs())),
                new BadAttributeValueExpException(null),
                new MarshalledObject<>("again"),
                new RuntimeException("with what it carries"),
                new int[] {1, 2, 3},
                new Object[] {new Runs()}));
        PriorityQueue<Object> queue = new PriorityQueue<>(2, new Compares());
        queue.addAll(List.of("a", "b"));
        gadgets.add(queue);
        TreeMap<Object, Object> map = new TreeMap<>(new Compares());
        map.put("a", "b");
        gadgets.add(map);
        Map<String, Object> named = new TreeMap<>();
        gadgets.forEach(gadget -> named.put(gadget.getClass().getSimpleName(), gadget));
        named.put("Lambda", (Comparator<Object> & Serializable) (a, b) -> 0);
        named.put(
                "Proxy",
                Proxy.newProxyInstance(Gadgets.class.getClassLoader(), new Class<?>[] {Runnable.class}, new Handles()));
        return named;
    }

    private static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static String outcome(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.readObject();
            return "read";
        } catch (InvalidClassException e) {
            return "refused";
        }
    }
}
