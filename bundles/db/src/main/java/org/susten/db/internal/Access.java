// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Arrays;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and who uses it. The text form holds no password.
 *
 * @param url a JDBC URL that names server and database
 * @param tls how the connection is protected
 * @param reach for how long hub and database wait for each other
 */
public record Access(String url, String user, char[] password, Tls tls, Reach reach) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** With the patience of a hub. */
    public Access(String url, String user, char[] password, Tls tls) {
        this(url, user, password, tls, Reach.STANDARD);
    }

    /** One connection at a time, not pooled. */
    public PGSimpleDataSource single() {
        PGSimpleDataSource source = new ReachingSource(reach);
        source.setURL(url);
        source.setUser(user);
        source.setPassword(new String(password));
        source.setApplicationName("susten");
        source.setConnectTimeout((int) PATIENCE.toSeconds());
        // Details of errors quote rows.
        source.setLogServerErrorDetail(false);
        source.setReWriteBatchedInserts(true);
        // Each run and each feed makes tables of its own. What is prepared is not about them, and PostgreSQL plans anew
        // what is. Only a prepared query whose columns are others than before fails, once: a temporary table of another
        // shape has another name.
        source.setFlushCacheOnDdl(false);
        tls.applyTo(source);
        return source;
    }

    /** A connection for asking whether the database answers: never waits longer than a second for anything. */
    PGSimpleDataSource probe() {
        PGSimpleDataSource source = single();
        source.setConnectTimeout(1);
        source.setLoginTimeout(1);
        source.setSocketTimeout(1);
        return source;
    }

    /** A pool; opens its first connection when one is asked for. */
    public HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("susten-db");
        config.setDataSource(single());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        return new HikariDataSource(config);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Access access
                && access.url.equals(url)
                && access.user.equals(user)
                && Arrays.equals(access.password, password)
                && access.tls.equals(tls)
                && access.reach.equals(reach);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
