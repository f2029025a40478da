// SPDX-License-Identifier: Apache-2.0
/** Commands about feeds and deliveries, and by what partners come for them. */
@NullMarked
package org.susten.shell.feeds;

import org.jspecify.annotations.NullMarked;
