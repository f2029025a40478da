// SPDX-License-Identifier: Apache-2.0
/** Runs: from arrival to commit, with quarantine, waiting, holds and replay. */
@Export
@Version("1.4.0")
@NullMarked
package org.susten.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
