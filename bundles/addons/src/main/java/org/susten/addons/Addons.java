// SPDX-License-Identifier: Apache-2.0
package org.susten.addons;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The add-ons of this hub, kept in its folder {@code addons}. Nothing that runs is stopped, updated or refreshed by installing or
 * removing one. Safe for any thread; one at a time is installed or removed.
 */
@ProviderType
public interface Addons {

    /**
     * One add-on.
     *
     * @param name the name of its file, without {@code .kar}
     * @param signer who signed it, as the certificate says; empty where it was let in unsigned
     * @param sha256 of the file, in hex
     * @param features names of its features
     * @param running whether all of them are installed
     * @param badge what its signer says of the contract of connectors
     */
    record Addon(
            String name,
            String signer,
            String sha256,
            Instant installed,
            List<String> features,
            boolean running,
            Badge badge) {}

    /** Every add-on, by name. */
    List<Addon> all();

    /**
     * Checks a KAR and installs it. One that brings bundles of an add-on which is there takes its place: the connections of that
     * add-on pause for seconds, and where the new one does not start the former comes back. A KAR that is refused leaves no trace.
     *
     * @param downgrade whether it may be older than what this hub has had
     * @throws AddonException saying what is wrong with it
     */
    Addon install(Path kar, boolean downgrade);

    /**
     * A KAR that would be taken.
     *
     * @param signer who signed it, as the certificate says; empty where it is let in unsigned
     * @param replaces the add-on whose place it would take; empty where it takes none
     * @param badge what its signer says of the contract of connectors
     */
    record Offer(String name, String signer, String sha256, String replaces, Permissions permissions, Badge badge) {}

    /**
     * Checks a KAR as {@code install} does, and installs nothing.
     *
     * @throws AddonException saying what is wrong with it
     */
    Offer check(Path kar);

    /**
     * What an add-on that is installed can do.
     *
     * @throws AddonException where there is none of that name
     */
    Permissions permissions(String name);

    /**
     * Removes an add-on: its features, bundles and files. What it read stays in the store; its connections are disabled.
     *
     * @throws AddonException where there is none of that name
     */
    void remove(String name);
}
