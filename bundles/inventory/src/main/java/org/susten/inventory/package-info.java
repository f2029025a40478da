// SPDX-License-Identifier: Apache-2.0
/** The ecosystem: which systems there are, what they hold, who receives what, and what was asked. Names of organizations, never of people. */
@Export
@Version("1.1.0")
@NullMarked
package org.susten.inventory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
