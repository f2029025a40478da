// SPDX-License-Identifier: Apache-2.0
/** PDF pages for people: texts and tables below each other. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.paper;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
