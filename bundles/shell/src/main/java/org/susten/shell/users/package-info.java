// SPDX-License-Identifier: Apache-2.0
/** Commands about accounts of the hub, their passwords and tokens. */
@NullMarked
package org.susten.shell.users;

import org.jspecify.annotations.NullMarked;
