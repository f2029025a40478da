// SPDX-License-Identifier: Apache-2.0
/** What leaves, for whom, and what never does. */
package org.susten.endings.internal;
