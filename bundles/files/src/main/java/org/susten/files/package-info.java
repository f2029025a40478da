// SPDX-License-Identifier: Apache-2.0
/** The files an operator touches: watched, validated, and the last good one kept in force. */
@Export
@Version("1.8.0")
@NullMarked
package org.susten.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
