// SPDX-License-Identifier: Apache-2.0
/** Commands about measures and their releases. */
@NullMarked
package org.susten.shell.measures;

import org.jspecify.annotations.NullMarked;
