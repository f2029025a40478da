// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.spi.ClientCertificate;

/** Calls SOAP services, as a service of the hub's web service runtime. Safe for several threads. */
@ProviderType
public interface SoapClients {

    /**
     * One port of a service.
     *
     * @param address where it is
     * @param namespace target namespace of its WSDL
     * @param service the service's local name
     * @param port the port's local name
     * @param soap12 SOAP 1.2, else 1.1
     * @param mtom whether binary content may travel beside the message
     * @param patience how long to wait for a connection, and for an answer
     * @param certificate file with the certificate, in PEM, that alone is trusted; null trusts those the JDK trusts
     * @param shown what a service is shown that asks who the hub is; null for nothing
     */
    record Port(
            String address,
            String namespace,
            String service,
            String port,
            boolean soap12,
            boolean mtom,
            Duration patience,
            @Nullable Path certificate,
            @Nullable ClientCertificate shown) {

        /** The same, showing that. */
        public Port showing(@Nullable ClientCertificate certificateOfTheHub) {
            return new Port(
                    address, namespace, service, port, soap12, mtom, patience, certificate, certificateOfTheHub);
        }
    }

    /**
     * A WS-Security UsernameToken. The text form holds no password.
     *
     * @param user the user
     * @param password the password; the caller wipes it after the call
     * @param digest whether a digest of it is sent, with nonce and time, instead of the password
     */
    record UsernameToken(String user, char[] password, boolean digest) {

        @Override
        public String toString() {
            return "UsernameToken[" + user + "]";
        }
    }

    /** Why a service is {@code UNAVAILABLE}, where it said when to come back: the cause of the exception. */
    final class Busy extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String retryAfter;

        /** With its {@code Retry-After}. */
        public Busy(String retryAfter) {
            super("the service is busy");
            this.retryAfter = retryAfter;
        }

        /** Seconds or a time, as the service wrote it. */
        public String retryAfter() {
            return retryAfter;
        }
    }

    /** Why a call is a matter of {@code CONFIG}, where it was the service itself that found fault with it: the cause of the exception. */
    final class Refused extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        /** Without the service's words, which may quote a record. */
        public Refused() {
            super("the service refuses the call");
        }
    }

    /**
     * Sends the content of a body and gives the content of the answer's, as an XML document in UTF-8. Binary content beside the
     * answer stands in it as base64.
     *
     * @param action the SOAPAction; empty for none
     * @param content one XML element
     * @throws org.susten.spi.ConnectorException saying by its kind who must act; never with what the service sent
     */
    byte[] call(Port port, @Nullable UsernameToken token, String action, String content);
}
