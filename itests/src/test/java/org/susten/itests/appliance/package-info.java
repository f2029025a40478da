// SPDX-License-Identifier: Apache-2.0
/** The appliance as its users have it: unpacked, started, killed, asked over HTTP. */
package org.susten.itests.appliance;
