// SPDX-License-Identifier: Apache-2.0
/** PDF pages for people: texts and tables below each other, signed by the hub where they bear witness. */
@Export
@Version("1.1.0")
@NullMarked
package org.susten.paper;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
