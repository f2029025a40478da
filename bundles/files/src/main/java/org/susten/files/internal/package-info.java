// SPDX-License-Identifier: Apache-2.0
/** The watcher of {@code etc}, the copies of last good files, and the secrets. */
@NullMarked
package org.susten.files.internal;

import org.jspecify.annotations.NullMarked;
