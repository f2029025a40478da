// SPDX-License-Identifier: Apache-2.0
/** What the author of a connector implements, and what the hub gives in return. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
