// SPDX-License-Identifier: Apache-2.0
/** Words for what every bundle says; no part of the common model. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.model.words;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
