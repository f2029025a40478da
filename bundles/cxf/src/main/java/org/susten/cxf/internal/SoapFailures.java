// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.xml.soap.SOAPConstants;
import jakarta.xml.soap.SOAPFault;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.transport.http.HTTPException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.SoapClients;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.WebProxy;

/** What a failed call means for the hub. A fault's own words may quote a record and are not repeated. */
final class SoapFailures {

    private SoapFailures() {}

    static ConnectorException of(WebServiceException failure, String address, SoapStatus status) {
        if (within(failure, HTTPException.class) != null) {
            return status(status, address);
        }
        if (ClientCertificate.isWanted(failure)) {
            return new ConnectorException(
                    Kind.ACCESS,
                    address
                            + " asks for a client certificate, or refuses the one it was shown: ask its owner for one, and set"
                            + " clientCertificate");
        }
        if (within(failure, SSLException.class) != null) {
            return new ConnectorException(
                    Kind.CONFIG,
                    "the certificate of " + address
                            + " is not trusted or not its own: set certificate, or correct the address");
        }
        IOException off = within(failure, IOException.class);
        if (off != null) {
            return brokenOff(address + WebProxy.words(URI.create(address)), off);
        }
        boolean theirs = within(failure, SoapFault.class) != null && within(failure, XMLStreamException.class) == null;
        if (theirs && failure instanceof SOAPFaultException fault && fault.getFault() != null) {
            return fault(codes(fault.getFault()), address);
        }
        return status.isFailure()
                ? status(status, address)
                : CxfSoapClients.broken(address + " answered with what breaks off or is no SOAP");
    }

    /** The first of its causes that is one; null where none is. */
    static <T extends Throwable> @Nullable T within(Throwable failure, Class<T> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
        }
        return null;
    }

    static ConnectorException brokenOff(String who, IOException why) {
        return new ConnectorException(
                Kind.UNAVAILABLE,
                who + " cannot be reached or broke off (" + why.getClass().getSimpleName() + "); it is tried again");
    }

    /** Its code, and in SOAP 1.2 what the code is refined by. */
    private static List<String> codes(SOAPFault fault) {
        List<String> codes = new ArrayList<>();
        codes.add(local(String.valueOf(fault.getFaultCode())));
        if (SOAPConstants.URI_NS_SOAP_1_2_ENVELOPE.equals(fault.getNamespaceURI())) {
            fault.getFaultSubcodes().forEachRemaining(sub -> codes.add(local(sub.getLocalPart())));
        }
        return codes;
    }

    private static String local(String code) {
        return code.substring(code.lastIndexOf(':') + 1);
    }

    private static ConnectorException fault(List<String> codes, String address) {
        String said = address + " answered with the fault " + String.join("/", codes);
        String lower = String.join(" ", codes).toLowerCase(Locale.ROOT);
        if (lower.contains("security") || lower.contains("auth") || lower.contains("token")) {
            return new ConnectorException(Kind.ACCESS, said + ": check user, passwordSecret and passwordType");
        }
        if (lower.startsWith("server") || lower.startsWith("receiver")) {
            return new ConnectorException(Kind.UNAVAILABLE, said + "; it is tried again");
        }
        return new ConnectorException(
                Kind.CONFIG,
                said + ": correct the request in the mapping, or ask the service's owner",
                new SoapClients.Refused());
    }

    private static ConnectorException status(SoapStatus status, String address) {
        int code = status.code();
        String said = address + " answered with HTTP status " + code;
        if (code == 401 || code == 403) {
            return new ConnectorException(Kind.ACCESS, said + ": check user and passwordSecret");
        }
        return code == 408 || code == 425 || code == 429 || code >= 500
                ? new ConnectorException(Kind.UNAVAILABLE, said + "; it is tried again", status.busy())
                : new ConnectorException(Kind.CONFIG, said + ": check the address");
    }
}
