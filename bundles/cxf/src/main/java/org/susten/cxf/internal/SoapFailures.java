// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.cxf.transport.http.HTTPException;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** What a failed call means for the hub. A fault's own words may quote a record and are not repeated. */
final class SoapFailures {

    private SoapFailures() {}

    static ConnectorException of(WebServiceException failure, String address) {
        if (failure instanceof SOAPFaultException fault && fault.getFault() != null) {
            return fault(String.valueOf(fault.getFault().getFaultCode()), address);
        }
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof HTTPException http) {
                return status(http.getResponseCode(), address);
            }
            if (at instanceof SSLException) {
                return new ConnectorException(
                        Kind.CONFIG,
                        "the certificate of " + address
                                + " is not trusted or not its own: set certificate, or correct the address");
            }
            if (at instanceof IOException) {
                return new ConnectorException(
                        Kind.UNAVAILABLE,
                        address + " cannot be reached or broke off ("
                                + at.getClass().getSimpleName() + "); it is tried again");
            }
        }
        return CxfSoapClients.broken(address + " answered with what is no SOAP ("
                + failure.getClass().getSimpleName() + ")");
    }

    private static ConnectorException fault(String code, String address) {
        String local = code.substring(code.lastIndexOf(':') + 1);
        String said = address + " answered with the fault " + local;
        String lower = local.toLowerCase(Locale.ROOT);
        if (lower.contains("security") || lower.contains("auth") || lower.contains("token")) {
            return new ConnectorException(Kind.ACCESS, said + ": check user, passwordSecret and passwordType");
        }
        if (lower.startsWith("server") || lower.startsWith("receiver")) {
            return new ConnectorException(Kind.UNAVAILABLE, said + "; it is tried again");
        }
        return new ConnectorException(
                Kind.CONFIG, said + ": correct the request in the mapping, or ask the service's owner");
    }

    private static ConnectorException status(int code, String address) {
        String said = address + " answered with HTTP status " + code;
        if (code == 401 || code == 403) {
            return new ConnectorException(Kind.ACCESS, said + ": check user and passwordSecret");
        }
        return code == 429 || code >= 500
                ? new ConnectorException(Kind.UNAVAILABLE, said + "; it is tried again")
                : new ConnectorException(Kind.CONFIG, said + ": check the address");
    }
}
