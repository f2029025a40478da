// SPDX-License-Identifier: Apache-2.0
/** What happens when an agreement ends: the demand to destroy, the partner's word, the certificate, and the hub's own destruction. */
@Export
@Version("1.2.0")
@NullMarked
package org.susten.endings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
