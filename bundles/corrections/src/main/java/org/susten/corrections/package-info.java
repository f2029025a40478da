// SPDX-License-Identifier: Apache-2.0
/** What partners must delete or correct of what they were told before, and whether they say that they did. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.corrections;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
