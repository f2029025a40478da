// SPDX-License-Identifier: Apache-2.0
/** For the tests of bundles that print papers. */
package org.susten.paper.testing;
