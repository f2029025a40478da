// SPDX-License-Identifier: Apache-2.0
/** How much one of those who ask the hub may have of it, so that the others are served too. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.allowance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
