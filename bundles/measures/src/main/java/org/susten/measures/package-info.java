// SPDX-License-Identifier: Apache-2.0
/** Measures: questions about many children, answered from the common model in tables that tell of no child. */
@Export
@Version("1.3.0")
@NullMarked
package org.susten.measures;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
