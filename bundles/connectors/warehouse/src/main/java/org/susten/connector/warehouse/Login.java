// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Context;

/**
 * Connections of one user, with the password as it is now: a rotated secret counts from the next connection on. The text form
 * holds no password. Safe for several threads.
 */
final class Login implements DataSource {

    private final Driver driver;
    private final Address address;
    private final Properties properties;
    private final String secret;

    private volatile char[] password = new char[0];

    /**
     * One user.
     *
     * @param properties the driver's properties, without a password
     * @param secret the name of the password's secret; empty where there is none
     */
    Login(Driver driver, Address address, Properties properties, String secret) {
        this.driver = driver;
        this.address = address;
        this.properties = properties;
        this.secret = secret;
    }

    /** Takes the password as it is now. */
    void renew(Context context) {
        if (!secret.isEmpty()) {
            char[] before = password;
            password = context.secret(secret);
            Arrays.fill(before, '\0');
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties with = new Properties();
        with.putAll(properties);
        char[] now = password;
        if (now.length > 0) {
            with.setProperty("password", new String(now));
        }
        Connection connection = driver.connect(address.url(), with);
        if (connection == null) {
            throw new SQLException("the driver does not know this kind of URL", "08001");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String word) throws SQLException {
        throw new SQLFeatureNotSupportedException("one user only");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        // drivers are not asked to log
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the driver's properties say it
    }

    /** The pool waits as long for the last connection when it is closed. */
    @Override
    public int getLoginTimeout() {
        return 10;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return "Login[" + address.url() + "]";
    }
}
