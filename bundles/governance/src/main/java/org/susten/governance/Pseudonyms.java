// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One partner's pseudonyms: the first 125 bits of HMAC-SHA-256 over the hub's person id, in 25 letters and digits. Without the
 * partner's key they lead neither back to a person nor to another partner's pseudonyms. For one thread.
 */
public final class Pseudonyms {

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int LENGTH = 25;
    private final Mac mac;

    /** Takes the partner's key, which the caller may wipe afterwards. */
    public Pseudonyms(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(
                    "pseudonyms cannot be computed: this Java lacks HmacSHA256 or the key is empty", e);
        }
    }

    /** The partner's name for the person. */
    public String of(long person) {
        byte[] hash =
                mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(person).array());
        char[] text = new char[LENGTH];
        long bits = 0;
        int held = 0;
        int next = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (held < 5) {
                bits = (bits << 8) | (hash[next++] & 0xff);
                held += 8;
            }
            held -= 5;
            text[i] = BASE32[(int) (bits >>> held) & 31];
        }
        return new String(text);
    }
}
