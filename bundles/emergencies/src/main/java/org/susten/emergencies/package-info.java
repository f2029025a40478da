// SPDX-License-Identifier: Apache-2.0
/** What is shown without an agreement: in an emergency, and to the hub's own staff who break the glass. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.emergencies;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
