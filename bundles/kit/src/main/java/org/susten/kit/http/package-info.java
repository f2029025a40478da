// SPDX-License-Identifier: Apache-2.0
/** Asking a source over HTTP: signing in, paging, waiting where told to, and never speaking to a host nobody named. */
@Export
@Version("1.2.0")
@NullMarked
package org.susten.kit.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
