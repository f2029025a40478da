// SPDX-License-Identifier: Apache-2.0
/** Reads SOAP services by their WSDL and a mapping. */
@NullMarked
package org.susten.connector.soap;

import org.jspecify.annotations.NullMarked;
