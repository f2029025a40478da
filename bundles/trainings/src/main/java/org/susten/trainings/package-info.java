// SPDX-License-Identifier: Apache-2.0
/** Trainings: what people must have been taught before they see a single child, and who has completed it. */
@Export
@Version("1.1.0")
@NullMarked
package org.susten.trainings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
