// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

/** Where something comes from or goes to. */
final class Place {

    private Place() {}

    /** An address without its options. */
    static String of(String uri) {
        return uri.replaceAll("[?#].*", "");
    }
}
