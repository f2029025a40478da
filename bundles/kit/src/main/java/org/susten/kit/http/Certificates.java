// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** What is wrong with a server's certificate, and who does what about it. */
final class Certificates {

    /** What a server wants that asks who the hub is. */
    static final String WANTED =
            "asks for a client certificate, or refuses the one it was shown: ask its owner for one, put its key and itself in PEM"
                    + " into a file in etc/secrets, and name that as clientCertificate in the connection's file";

    private Certificates() {}

    static String fault(Throwable refusal) {
        for (Throwable why = refusal; why != null; why = why.getCause() == why ? null : why.getCause()) {
            if (why instanceof CertificateExpiredException) {
                return "has a certificate that has expired: its owner must renew it";
            }
            if (why instanceof CertificateNotYetValidException) {
                return "has a certificate that is not valid yet: check this machine's clock, then ask its owner";
            }
            if (why instanceof CertPathValidatorException path
                    && path.getReason() == CertPathValidatorException.BasicReason.EXPIRED) {
                return "has a certificate that has expired: its owner must renew it";
            }
        }
        String said = String.valueOf(refusal.getMessage());
        if (said.startsWith("No subject alternative") || said.startsWith("No name matching")) {
            return "has a certificate for another name: write the address with the name that the certificate is for, or ask"
                    + " its owner for one with this name";
        }
        return "has a certificate that this hub does not trust: compare its fingerprint with its owner, put it, or that of"
                + " who signed it, as a PEM file below etc, and name that file as trust in the connection's file";
    }
}
