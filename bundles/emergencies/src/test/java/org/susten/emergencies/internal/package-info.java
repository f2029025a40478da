// SPDX-License-Identifier: Apache-2.0
/** Who sees what without an agreement, for how long, and who hears of it. */
package org.susten.emergencies.internal;
