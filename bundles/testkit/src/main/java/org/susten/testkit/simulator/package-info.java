// SPDX-License-Identifier: Apache-2.0
/** Servers on this machine that play source systems, as their standards say and as they are met in the field. */
@Export
@Version("1.1.0")
@NullMarked
package org.susten.testkit.simulator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
