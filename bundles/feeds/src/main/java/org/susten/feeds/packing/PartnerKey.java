// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.MessageEncryptionMechanism;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPEncryptionNegotiator;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPMessageGenerator;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.FeedException;
import org.susten.files.Pasted;
import org.susten.governance.Agreement;

/**
 * A partner's OpenPGP public key, good at the moment it was read: neither expired nor revoked, each of its parts signed by itself, and
 * strong enough. What is encrypted under it nobody else reads, and nobody changes unseen.
 */
public final class PartnerKey {

    private static final OpenPGPImplementation OPENPGP = new BcOpenPGPImplementation();

    private final OpenPGPCertificate certificate;
    private final List<OpenPGPComponentKey> keys;
    private final boolean armored;

    private PartnerKey(OpenPGPCertificate certificate, List<OpenPGPComponentKey> keys, boolean armored) {
        this.certificate = certificate;
        this.keys = keys;
        this.armored = armored;
    }

    /** A key that is meant, and whose it is. */
    public record Named(String key, boolean armored, String partner, String contact) {
        public static Named of(Agreement agreement, Agreement.Encryption encryption) {
            return new Named(
                    encryption.key(),
                    encryption.armored(),
                    agreement.partner().name(),
                    agreement.partner().contact());
        }
    }

    /**
     * The key that a feed names.
     *
     * @param etc the folder below which it lies
     * @throws FeedException of kind {@code KEY} where it cannot be used; the message says what is wrong and who must act
     */
    static PartnerKey read(Path etc, Named meant, Instant now) {
        String what = "the public key etc/" + meant.key() + " of " + meant.partner();
        String ask = ". Nothing is written or sent. Hub operator: ask " + meant.contact()
                + " for a key that can be used, compare its fingerprint with them by another way, and put it there";
        Date day = Date.from(now);
        OpenPGPCertificate certificate = certificate(etc, meant.key(), what, ask);
        String named = what + " (fingerprint " + fingerprint(certificate) + ")";
        OpenPGPComponentKey primary = certificate.getPrimaryKey();
        Date expiry = primary.getLatestSelfSignature(day) == null ? null : primary.getKeyExpirationDateAt(day);
        if (expiry != null && !expiry.after(day)) {
            throw new FeedException(
                    FeedException.Kind.KEY,
                    named + " expired on "
                            + expiry.toInstant().atZone(ZoneOffset.UTC).toLocalDate() + ask,
                    null);
        }
        if (!primary.isBoundAt(day)) {
            throw new FeedException(
                    FeedException.Kind.KEY,
                    named + " is revoked, not valid yet, or not signed by itself in a way that is trusted today" + ask,
                    null);
        }
        List<OpenPGPComponentKey> keys = certificate.getEncryptionKeys(day).stream()
                .filter(key -> OPENPGP.policy().isAcceptablePublicKey(key.getPGPPublicKey()))
                .toList();
        if (keys.isEmpty()) {
            throw new FeedException(
                    FeedException.Kind.KEY,
                    named
                            + " has no part that may be encrypted for: it is for signing only, too weak (RSA below 2048 bits), "
                            + "or that part has expired or is revoked" + ask,
                    null);
        }
        return new PartnerKey(certificate, keys, meant.armored());
    }

    private static OpenPGPCertificate certificate(Path etc, String key, String what, String ask) {
        Path file = etc.resolve(key).normalize();
        if (!file.startsWith(etc.normalize()) || !Files.isReadable(file)) {
            throw new FeedException(FeedException.Kind.KEY, what + " is not there" + ask, null);
        }
        List<OpenPGPCertificate> found;
        try {
            found = new OpenPGPKeyReader(OPENPGP).parseKeysOrCertificates(Pasted.read(file));
        } catch (IOException | RuntimeException e) {
            // what a parser makes of a damaged file is of many kinds
            throw unreadable(what, ask, e);
        }
        if (found.isEmpty()) {
            throw unreadable(what, ask, null);
        }
        // Before how many there are: a private key has no place here, whatever lies beside it.
        if (found.stream().anyMatch(OpenPGPCertificate::isSecretKey)) {
            throw new FeedException(
                    FeedException.Kind.KEY,
                    what + " holds a private key, which is the partner's alone: delete it, and tell them" + ask,
                    null);
        }
        if (found.size() != 1) {
            throw new FeedException(
                    FeedException.Kind.KEY, what + " holds " + found.size() + " keys where one is meant" + ask, null);
        }
        return found.get(0);
    }

    private static FeedException unreadable(String what, String ask, @Nullable Throwable cause) {
        return new FeedException(FeedException.Kind.KEY, what + " cannot be read as an OpenPGP key" + ask, cause);
    }

    /** Of the whole key, in capital hexadecimal digits: what people compare. */
    public String fingerprint() {
        return fingerprint(certificate);
    }

    private static String fingerprint(OpenPGPCertificate certificate) {
        return HexFormat.of().formatHex(certificate.getFingerprint()).toUpperCase(Locale.ROOT);
    }

    /** What the name of a file ends with once it is encrypted. */
    String ending() {
        return armored ? ".asc" : ".pgp";
    }

    /** What a manifest says of it. */
    public Manifest.Encryption words() {
        return new Manifest.Encryption(
                "OpenPGP",
                fingerprint(),
                newest() ? "AEAD" : "AES-256 with integrity protection (SEIPD version 1)",
                armored);
    }

    /** A key of RFC 9580's own version asks for its own kind of message. */
    private boolean newest() {
        return certificate.getPrimaryKey().getVersion() >= PublicKeyPacket.VERSION_6;
    }

    /** What is written there arrives encrypted in {@code out}, whole once this one is closed, which closes {@code out} not. */
    OutputStream encrypting(OutputStream out) throws IOException {
        OpenPGPMessageGenerator message = new OpenPGPMessageGenerator(OPENPGP)
                .setArmored(armored)
                .setEncryptionKeySelector((all, policy) -> keys);
        if (!newest()) {
            // What every program of the last twenty years reads, whatever newer a key says that its maker's does.
            message.setPublicKeyBasedEncryptionNegotiator(new OpenPGPEncryptionNegotiator() {
                @Override
                public MessageEncryptionMechanism negotiateEncryption(OpenPGPMessageGenerator configuration) {
                    return MessageEncryptionMechanism.integrityProtected(SymmetricKeyAlgorithmTags.AES_256);
                }
            });
        }
        try {
            return message.addEncryptionCertificate(certificate).open(out);
        } catch (PGPException e) {
            throw new IOException("the package could not be encrypted", e);
        }
    }
}
