// SPDX-License-Identifier: Apache-2.0
/** The shipped archive, started with the shipped script and looked at from outside. */
package org.susten.itests;
