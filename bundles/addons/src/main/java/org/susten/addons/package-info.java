// SPDX-License-Identifier: Apache-2.0
/** Connectors and other add-ons that come as KAR files: checked, installed and removed while the hub runs. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.addons;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
