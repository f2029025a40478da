// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.model.GradeLevel;
import org.susten.model.PersonRole;

/** What the hub lends a connector for one reading. */
@ProviderType
public interface Context {

    /** The files that arrived for this reading; empty for a source that is asked over a network. */
    Inlet inlet();

    /**
     * The secret of that name, for the caller to wipe after use.
     *
     * @throws ConnectorException of kind CONFIG where there is none
     */
    char[] secret(String name);

    /** The time, which tests set. */
    Clock clock();

    /**
     * Hosts that this connection may talk to beside those of its own addresses: names, {@code *.name}, addresses and ranges. One
     * inside this house must be listed by its address, and nothing may be assumed of any other.
     */
    List<String> hosts();

    /**
     * Certificates that this connection's servers may show beside those that every Java trusts: their own, or that of an authority
     * of a district's. Names of hosts are checked all the same.
     *
     * @throws ConnectorException of kind CONFIG where they cannot be read
     */
    default List<X509Certificate> trusted() {
        return List.of();
    }

    /**
     * What to show this connection's servers where they ask who the hub is; empty where its file names nothing.
     *
     * @throws ConnectorException of kind CONFIG where it cannot be read
     */
    default Optional<ClientCertificate> clientCertificate() {
        return Optional.empty();
    }

    /**
     * Tells the people that the hub keeps of one of this connection's streams, one after the other; nobody where none was read yet. For
     * changes that say a person and not what the standard says of that person elsewhere, as those of OneRoster 1.2 do, whose roles are a
     * file of their own.
     *
     * @param system of the people's ids
     * @param site of the people's ids
     * @param stream of the people's ids
     */
    default void people(String system, String site, String stream, EachPerson each) {}

    /** Hears of one person. */
    @FunctionalInterface
    interface EachPerson {

        /**
         * A person that the hub keeps.
         *
         * @param key of the person's id
         * @param roles as what the person is known
         * @param grade where the person is or, else, was enrolled last, with a grade
         */
        void person(String key, Set<PersonRole> roles, Optional<GradeLevel> grade);
    }

    /**
     * Waits before something is tried again; tests do not.
     *
     * @throws ConnectorException of kind UNAVAILABLE where the hub stops meanwhile
     */
    void pause(Duration time);
}
