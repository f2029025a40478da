// SPDX-License-Identifier: Apache-2.0
/** Commands about the hub as a whole: how it does, its files and add-ons, its alerts, its backups. */
@NullMarked
package org.susten.shell.hub;

import org.jspecify.annotations.NullMarked;
