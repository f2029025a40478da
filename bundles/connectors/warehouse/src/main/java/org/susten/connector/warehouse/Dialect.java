// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.util.Set;
import java.util.regex.Pattern;

/** A kind of database, and what its JDBC URL may say: drivers have options that load classes, write files or log secrets. */
enum Dialect {
    POSTGRESQL(
            "org.postgresql.Driver",
            "jdbc:postgresql://(?<hosts>[A-Za-z0-9._:,\\[\\]-]+)/[A-Za-z0-9_.-]+(\\?(?<options>[^\\s]*))?",
            "&",
            Set.of("targetServerType", "loadBalanceHosts", "hostRecheckSeconds", "connectTimeout")),
    SQL_SERVER(
            "com.microsoft.sqlserver.jdbc.SQLServerDriver",
            "jdbc:sqlserver://(?<hosts>[A-Za-z0-9.-]+(\\\\[A-Za-z0-9_$]+)?(:\\d{1,5})?)(;(?<options>[^\\s]*))?",
            ";",
            Set.of("databaseName", "applicationIntent", "multiSubnetFailover", "lockTimeout")),
    ORACLE(
            "oracle.jdbc.OracleDriver",
            "jdbc:oracle:thin:@((tcps|tcp):)?//(?<hosts>[A-Za-z0-9.-]+(:\\d{1,5})?)/[A-Za-z0-9_.$-]+(?<options>(?!))?",
            "&",
            Set.of());

    /** The driver, the only class of this kind that is ever loaded. */
    final String driver;

    final Pattern form;
    final String between;
    final Set<String> harmless;

    Dialect(String driver, String form, String between, Set<String> harmless) {
        this.driver = driver;
        this.form = Pattern.compile(form);
        this.between = between;
        this.harmless = harmless;
    }
}
