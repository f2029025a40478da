// SPDX-License-Identifier: Apache-2.0
/** Add-ons by Karaf's features. */
@NullMarked
package org.susten.addons.internal;

import org.jspecify.annotations.NullMarked;
