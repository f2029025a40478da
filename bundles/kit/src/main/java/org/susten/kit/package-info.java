// SPDX-License-Identifier: Apache-2.0
/** Streaming readers for authors of connectors. */
@Export
@Version("1.2.0")
@NullMarked
package org.susten.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
