// SPDX-License-Identifier: Apache-2.0
/** The tests that every connector inherits. */
@Export
@Version("1.1.0")
@NullMarked
package org.susten.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
