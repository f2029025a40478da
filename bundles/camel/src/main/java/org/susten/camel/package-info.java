// SPDX-License-Identifier: Apache-2.0
/** Camel contexts for bundles: the class loading that plain Camel needs in an OSGi framework. */
@Export
@NullMarked
@Version("1.0.0")
package org.susten.camel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
