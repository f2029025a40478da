// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.soap.MTOMFeature;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.io.CachedConstants;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.susten.kit.SoapClients;
import org.susten.spi.ConnectorException;

/** SOAP calls through a bus of their own, without schema or WSDL at run time: nothing but the port is ever asked for anything. */
@Component
public final class CxfSoapClients implements SoapClients {

    private static final long LARGEST = 64L << 20;

    private final Bus bus;

    /** Makes the bus. */
    @Activate
    public CxfSoapClients() {
        this.bus = Loading.within(() -> BusFactory.newInstance().createBus());
        BusFactory.setThreadDefaultBus(null);
        // What is larger than this would be written to a temporary file.
        bus.setProperty(CachedConstants.THRESHOLD_BUS_PROP, Long.toString(LARGEST));
        bus.setProperty("attachment-memory-threshold", Long.toString(LARGEST));
        bus.setProperty("attachment-max-size", Long.toString(LARGEST));
        // It would log what a service answered, which may be a record; whoever called is told what matters.
        FaultListener silent = (failure, description, message) -> false;
        bus.setProperty(FaultListener.class.getName(), silent);
    }

    @Deactivate
    void close() {
        bus.shutdown(true);
    }

    @Override
    public byte[] call(Port port, @Nullable UsernameToken token, String action, String content) {
        return Loading.within(() -> {
            BusFactory.setThreadDefaultBus(bus);
            SoapStatus status = new SoapStatus();
            try {
                Dispatch<Source> dispatch = dispatch(port, action);
                Client client = ((DispatchImpl<?>) dispatch).getClient();
                client.getInInterceptors().add(status);
                client.getInInterceptors().add(new SoapBound(LARGEST));
                prepare(client, port, token);
                Source answer = dispatch.invoke(new StreamSource(new StringReader(content)));
                Object beside = dispatch.getResponseContext().get(MessageContext.INBOUND_MESSAGE_ATTACHMENTS);
                return SoapAnswer.bytes(answer, beside, LARGEST);
            } catch (WebServiceException e) {
                throw SoapFailures.within(e, SoapBound.TooLargeException.class) == null
                        ? SoapFailures.of(e, port.address(), status)
                        : SoapBound.tooLarge(LARGEST);
            } finally {
                BusFactory.setThreadDefaultBus(null);
            }
        });
    }

    private static Dispatch<Source> dispatch(Port port, String action) {
        Service service = Service.create(new QName(port.namespace(), port.service()));
        QName name = new QName(port.namespace(), port.port());
        service.addPort(
                name, port.soap12() ? SOAPBinding.SOAP12HTTP_BINDING : SOAPBinding.SOAP11HTTP_BINDING, port.address());
        Dispatch<Source> dispatch =
                service.createDispatch(name, Source.class, Service.Mode.PAYLOAD, new MTOMFeature(port.mtom()));
        // Faults come with status 400, too, and other failures with what SoapStatus wants to know.
        dispatch.getRequestContext().put(HTTPConduit.NO_IO_EXCEPTIONS, true);
        if (!action.isEmpty()) {
            dispatch.getRequestContext().put(BindingProvider.SOAPACTION_USE_PROPERTY, true);
            dispatch.getRequestContext().put(BindingProvider.SOAPACTION_URI_PROPERTY, action);
        }
        return dispatch;
    }

    private static void prepare(Client client, Port port, @Nullable UsernameToken token) {
        if (client.getConduit() instanceof HTTPConduit http) {
            HTTPClientPolicy policy = new HTTPClientPolicy();
            policy.setConnectionTimeout(port.patience().toMillis());
            policy.setReceiveTimeout(port.patience().toMillis());
            policy.setAutoRedirect(false);
            http.setClient(policy);
            if (port.certificate() != null || port.shown() != null) {
                http.setTlsClientParameters(SoapTrust.of(port));
            }
        }
        if (token != null) {
            client.getOutInterceptors().add(new WSS4JOutInterceptor(security(token)));
        }
    }

    private static Map<String, Object> security(UsernameToken token) {
        CallbackHandler password = callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof WSPasswordCallback asked) {
                    asked.setPassword(new String(token.password()));
                }
            }
        };
        Map<String, Object> security = new HashMap<>();
        security.put("action", "UsernameToken");
        security.put("user", token.user());
        security.put("passwordType", token.digest() ? "PasswordDigest" : "PasswordText");
        security.put("passwordCallbackRef", password);
        return security;
    }

    /** What a failure of the answer's own means. */
    static ConnectorException broken(String what) {
        return new ConnectorException(ConnectorException.Kind.BROKEN, what + "; give this to the service's owner");
    }
}
