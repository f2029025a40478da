// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ran before, to be sure afterwards that it was neither stopped nor wired anew. */
record Untouched(Map<Bundle, BundleWiring> wirings) {

    private static final Logger log = LoggerFactory.getLogger(Untouched.class);

    static Untouched now(BundleContext framework) {
        Map<Bundle, BundleWiring> wirings = new HashMap<>();
        for (Bundle bundle : framework.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (bundle.getState() == Bundle.ACTIVE && wiring != null) {
                wirings.put(bundle, wiring);
            }
        }
        return new Untouched(wirings);
    }

    /** Says so where the checks before did not foresee something. Bundles of the add-on itself may go. */
    void check(String addon) {
        wirings.forEach((bundle, wiring) -> {
            boolean gone = bundle.getState() == Bundle.UNINSTALLED;
            boolean touched = !wiring.equals(bundle.adapt(BundleWiring.class)) || bundle.getState() != Bundle.ACTIVE;
            if (!gone && touched) {
                log.error("add-on {} touched bundle {}: restart the hub", addon, bundle.getSymbolicName());
            }
        });
    }
}
