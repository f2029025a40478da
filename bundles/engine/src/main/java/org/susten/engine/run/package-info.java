// SPDX-License-Identifier: Apache-2.0
/**
 * A run from its arrival to its commit: {@link org.susten.engine.run.RunIntake} takes one step after the other, batches go through {@link
 * org.susten.engine.run.Interpreter} into the stage, what is to be screened is held.
 */
@NullMarked
package org.susten.engine.run;

import org.jspecify.annotations.NullMarked;
