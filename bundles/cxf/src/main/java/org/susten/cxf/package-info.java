// SPDX-License-Identifier: Apache-2.0
/** Hosting of web services: what the CXF inside this bundle does for others, without a CXF type. */
@Export
@NullMarked
@Version("1.0.0")
package org.susten.cxf;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
