// SPDX-License-Identifier: Apache-2.0
/**
 * Connectors and other add-ons, those of the hub and those that come as KAR files: turned on and off, installed and removed while it
 * runs.
 */
@Export
@Version("1.4.0")
@NullMarked
package org.susten.addons;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
