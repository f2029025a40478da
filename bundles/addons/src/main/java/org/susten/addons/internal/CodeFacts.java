// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one class file names in its constant pool: every class, and every method and field as {@code owner#name}. Code cannot use
 * what is not there, but by its name at run time. Layout: JVM specification 4.4.
 */
final class CodeFacts {

    private static final int MAGIC = 0xCAFEBABE;

    private CodeFacts() {}

    private record Entry(int tag, int first, int second, String text) {}

    /** Names with slashes, arrays without their brackets. */
    static Set<String> of(InputStream in) throws IOException {
        try {
            return read(new DataInputStream(in));
        } catch (EOFException | UTFDataFormatException e) {
            throw KarFile.refused("one of its class files is broken");
        }
    }

    private static Set<String> read(DataInputStream data) throws IOException {
        if (data.readInt() != MAGIC) {
            throw KarFile.refused("one of its class files is none");
        }
        data.readInt();
        List<Entry> pool = pool(data);
        Set<String> facts = new HashSet<>();
        for (Entry entry : pool) {
            switch (entry.tag()) {
                case 7 -> facts.add(owner(pool, entry));
                case 9, 10, 11 -> facts.add(owner(pool, at(pool, entry.first())) + "#" + name(pool, entry));
                default -> {
                    // texts and numbers
                }
            }
        }
        return facts;
    }

    private static List<Entry> pool(DataInputStream data) throws IOException {
        int count = data.readUnsignedShort();
        Entry nothing = new Entry(0, 0, 0, "");
        List<Entry> pool = new ArrayList<>(List.of(nothing));
        while (pool.size() < count) {
            Entry entry = entry(data);
            pool.add(entry);
            if (entry.tag() == 5 || entry.tag() == 6) {
                pool.add(nothing); // a long and a double take two places
            }
        }
        return pool;
    }

    private static Entry entry(DataInputStream data) throws IOException {
        int tag = data.readUnsignedByte();
        return switch (tag) {
            case 1 -> new Entry(tag, 0, 0, data.readUTF());
            case 7, 8, 16, 19, 20 -> new Entry(tag, data.readUnsignedShort(), 0, "");
            case 3, 4, 9, 10, 11, 12, 17, 18 -> new Entry(tag, data.readUnsignedShort(), data.readUnsignedShort(), "");
            case 5, 6 -> {
                data.readLong();
                yield new Entry(tag, 0, 0, "");
            }
            case 15 -> new Entry(tag, data.readUnsignedByte(), data.readUnsignedShort(), "");
            default -> throw KarFile.refused("one of its class files is newer than this hub can read");
        };
    }

    private static String owner(List<Entry> pool, Entry type) {
        return at(pool, type.first()).text().replaceFirst("^\\[+L?", "").replaceFirst(";$", "");
    }

    private static String name(List<Entry> pool, Entry member) {
        return at(pool, at(pool, member.second()).first()).text();
    }

    private static Entry at(List<Entry> pool, int index) {
        if (index >= pool.size()) {
            throw KarFile.refused("one of its class files is broken");
        }
        return pool.get(index);
    }
}
