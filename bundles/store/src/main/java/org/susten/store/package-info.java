// SPDX-License-Identifier: Apache-2.0
/** Records of the common model with provenance and history: staged, compared, switched. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
