// SPDX-License-Identifier: Apache-2.0
/** What is in a package, byte by byte. */
package org.susten.feeds.packing;
