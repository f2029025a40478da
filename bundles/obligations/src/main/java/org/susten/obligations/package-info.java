// SPDX-License-Identifier: Apache-2.0
/** Agreements as documents that other systems write and read: the SIF Privacy Obligations Document. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.obligations;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
