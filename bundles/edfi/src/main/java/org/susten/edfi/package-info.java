// SPDX-License-Identifier: Apache-2.0
/**
 * What Ed-Fi's elements mean in the common model: their names in all data standards, natural keys, streams and codes. A private
 * library of the connectors that read Ed-Fi, whose bundles hold a copy each; never installed by itself.
 */
@NullMarked
package org.susten.edfi;

import org.jspecify.annotations.NullMarked;
