// SPDX-License-Identifier: Apache-2.0
/** Pages that people open in a browser: how they look, and that nothing in them can run. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.pages;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
