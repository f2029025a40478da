// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Arrays;
import java.util.Optional;

/** The services of the standard that are served, by their place below {@code /ims/oneroster}. */
enum Service {
    V1_1("/v1p1"),
    ROSTERING("/rostering/v1p2"),
    GRADEBOOK("/gradebook/v1p2"),
    RESOURCES("/resources/v1p2");

    private final String place;

    Service(String place) {
        this.place = place;
    }

    String place() {
        return place;
    }

    boolean newer() {
        return this != V1_1;
    }

    /** Whether it has the collection. */
    boolean has(Collection collection) {
        return this == V1_1 ? !collection.newer() : this == home(collection);
    }

    /** Where a collection is for those who were answered by this service. */
    Service of(Collection collection) {
        return this == V1_1 ? this : home(collection);
    }

    private static Service home(Collection collection) {
        return collection == Collection.RESOURCES ? RESOURCES : collection.gradebook() ? GRADEBOOK : ROSTERING;
    }

    static Optional<Service> at(String path) {
        return Arrays.stream(values())
                .filter(service -> path.startsWith(service.place + '/'))
                .findFirst();
    }
}
