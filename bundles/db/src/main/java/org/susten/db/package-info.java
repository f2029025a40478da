// SPDX-License-Identifier: Apache-2.0
/** The one database: connections, transactions, migrations. Knows no table. */
@Export
@Version("1.8.0")
@NullMarked
package org.susten.db;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
