// SPDX-License-Identifier: Apache-2.0
/** Governed outbound data products and their deliveries. */
@Export
@Version("1.6.0")
@NullMarked
package org.susten.feeds;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
