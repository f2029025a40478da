// SPDX-License-Identifier: Apache-2.0
/** Who is the same person: links, reviews, merges, and their history. */
@Export
@Version("1.1.0")
@NullMarked
package org.susten.identity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
