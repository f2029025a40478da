// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * How the connection to the server is protected.
 *
 * @param mode the driver's {@code sslmode}
 * @param rootCertificate file with the certificate to trust; empty for those the JDK trusts
 */
public record Tls(String mode, String rootCertificate) {

    /** None: for loopback. */
    public static final Tls NONE = new Tls("disable", "");

    void applyTo(PGSimpleDataSource source) {
        source.setSslMode(mode);
        if (rootCertificate.isEmpty()) {
            source.setSslfactory(DefaultJavaSSLFactory.class.getName());
        } else {
            source.setSslRootCert(rootCertificate);
        }
    }
}
