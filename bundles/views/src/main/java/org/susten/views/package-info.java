// SPDX-License-Identifier: Apache-2.0
/** What the doors of the hub say of connections, runs, feeds and deliveries: one shape for REST and shell; never a secret, a spool or a child. */
@Export
@Version("1.5.0")
@NullMarked
package org.susten.views;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
