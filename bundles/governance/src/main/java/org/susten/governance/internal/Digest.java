// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over parts, each preceded by its length, so that no two different lists of parts look alike. One thread. */
final class Digest {

    private final MessageDigest sha256 = sha256();

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    Digest add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
        return this;
    }

    Digest add(List<String> parts) {
        add(parts.size());
        parts.forEach(this::add);
        return this;
    }

    Digest add(long part) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(part).flip());
        return this;
    }

    Digest add(byte[] part) {
        sha256.update(part);
        return this;
    }

    byte[] bytes() {
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    /** Bytes that are written as text; what is made of it on the way is wiped. */
    static byte[] decoded(char[] text) {
        byte[] bytes = new byte[text.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text[i];
        }
        try {
            return Base64.getUrlDecoder().decode(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
