// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings in {@code etc/org.susten.db.cfg}. */
@ObjectClassDefinition(name = "Susten database", description = "Where the hub keeps its records")
public @interface DatabaseSettings {

    /** Which database. */
    @AttributeDefinition(description = "embedded, or jdbc:postgresql://host:port/name of a PostgreSQL 15 or newer")
    String database() default "embedded";

    /** Who the hub is there. */
    @AttributeDefinition(description = "External only: the role, which owns the database")
    String user() default "susten";

    /** Where the password is. */
    @AttributeDefinition(description = "External only: name of the secret in etc/secrets that holds the password")
    String passwordSecret() default "database-password";

    /** How the server proves who it is. */
    @AttributeDefinition(
            description = "External only: verify-full, verify-ca, or disable where the server is on this machine")
    String sslmode() default "verify-full";

    /** Whom to believe. */
    @AttributeDefinition(
            description = "External only: certificate file to trust, below etc; empty for those the JDK trusts")
    String sslRootCertificate() default "";

    /** How many connections. */
    @AttributeDefinition(description = "Most connections the hub holds at once", min = "4", max = "50")
    int poolSize() default 16;
}
