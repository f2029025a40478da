// SPDX-License-Identifier: Apache-2.0
/** What parents ask: everything the hub holds and has disclosed of their child, and corrections. */
@Export
@Version("1.4.0")
@NullMarked
package org.susten.requests;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
