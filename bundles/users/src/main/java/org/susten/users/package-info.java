// SPDX-License-Identifier: Apache-2.0
/** Who may come in, and in which roles. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.users;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
