// SPDX-License-Identifier: Apache-2.0
package org.susten.addons;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The connectors that come with the hub. Each lies ready and is on only where {@code etc/connectors.list} names it or a connection
 * has a file. Nothing that runs is stopped, updated or refreshed by turning one on or off. Safe for any thread.
 */
@ProviderType
public interface ShippedConnectors {

    /**
     * One connector.
     *
     * @param name for example {@code salesforce}
     * @param title what it reads
     * @param on whether it runs
     * @param listed whether {@code etc/connectors.list} names it
     * @param files of connections that need it, in {@code etc}
     */
    record Shipped(String name, String title, boolean on, boolean listed, List<String> files) {

        /** Keeps its own copy. */
        public Shipped {
            files = List.copyOf(files);
        }
    }

    /** Every one, by name. */
    List<Shipped> all();

    /**
     * Names it in {@code etc/connectors.list} and turns it on; done when this returns.
     *
     * @throws AddonException where there is none of that name, or it does not start
     */
    void turnOn(String name);

    /**
     * Takes its name from the list and turns it off, unless another one that is on is built on it. What was read stays.
     *
     * @throws AddonException where there is none of that name, or connections need it
     */
    void turnOff(String name);

    /**
     * Takes an add-on's KAR files from the list, so that it does not come back when it is removed.
     *
     * @param addon the name of its file, without {@code .kar}
     */
    void unlist(String addon);
}
