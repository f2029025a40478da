// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * What one class file names in its constant pool, and whether it ends the hub: every class, and every method and field as {@code owner#name}. Code cannot use
 * what is not there, but by its name at run time. Tags: JVM specification 4.4.
 */
record CodeFacts(Set<String> names, Optional<String> ending) {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    /** Names with slashes, arrays without their brackets. */
    static CodeFacts of(InputStream in) throws IOException {
        try {
            ClassReader file = new ClassReader(in);
            return new CodeFacts(read(file), HubEnding.of(file));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw KarFile.refused("one of its class files is broken, or newer than this hub can read");
        }
    }

    private static Set<String> read(ClassReader file) {
        if (file.readInt(0) != MAGIC) {
            throw KarFile.refused("one of its class files is none");
        }
        char[] buffer = new char[file.getMaxStringLength()];
        Set<String> facts = new HashSet<>();
        for (int i = 1; i < file.getItemCount(); i++) {
            int at = file.getItem(i);
            // a long and a double take two places, of which the second holds nothing
            switch (at == 0 ? 0 : file.readByte(at - 1)) {
                case CLASS -> facts.add(type(file.readUTF8(at, buffer)));
                case FIELD, METHOD, INTERFACE_METHOD ->
                    facts.add(type(file.readClass(at, buffer)) + '#' + member(file, at, buffer));
                default -> {
                    // texts and numbers
                }
            }
        }
        return facts;
    }

    private static String type(String name) {
        return name.replaceFirst("^\\[+L?", "").replaceFirst(";$", "");
    }

    private static String member(ClassReader file, int at, char[] buffer) {
        return file.readUTF8(file.getItem(file.readUnsignedShort(at + 2)), buffer);
    }
}
