// SPDX-License-Identifier: Apache-2.0
/** Commands about connections, their runs, what these hold and what they left in quarantine. */
@NullMarked
package org.susten.shell.runs;

import org.jspecify.annotations.NullMarked;
