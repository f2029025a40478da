// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import org.postgresql.ds.PGSimpleDataSource;

/**
 * How the connection to the server is protected.
 *
 * @param mode the driver's {@code sslmode}: {@code disable}, {@code require}, {@code verify-ca} or {@code verify-full}
 * @param rootCertificate file with the certificate to trust; empty for {@code disable} and {@code require}
 */
public record Tls(String mode, String rootCertificate) {

    /** None: for loopback. */
    public static final Tls NONE = new Tls("disable", "");

    void applyTo(PGSimpleDataSource source) {
        source.setSslMode(mode);
        if (!rootCertificate.isEmpty()) {
            source.setSslRootCert(rootCertificate);
        }
    }
}
