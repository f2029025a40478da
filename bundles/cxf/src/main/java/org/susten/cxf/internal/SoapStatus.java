// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.HTTPException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.SoapClients;

/**
 * What the one answer to a call says before its content, which is forgotten where the content is no SOAP. Lets nobody look for a
 * fault but where SOAP 1.1 and 1.2 put one: in XML, with status 500 or 400, or 200 as many do. One call, one thread.
 */
final class SoapStatus extends AbstractPhaseInterceptor<Message> {

    private int code;
    private String retryAfter = "";

    SoapStatus() {
        super(Phase.RECEIVE);
    }

    @Override
    public void handleMessage(Message message) {
        code = message.get(Message.RESPONSE_CODE) instanceof Integer told ? told : 0;
        if (message.get(Message.PROTOCOL_HEADERS) instanceof Map<?, ?> headers) {
            headers.forEach((name, values) -> {
                if ("retry-after".equalsIgnoreCase(String.valueOf(name)) && values instanceof List<?> all) {
                    retryAfter = all.isEmpty() ? "" : String.valueOf(all.get(0));
                }
            });
        }
        String type = String.valueOf(message.get(Message.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        boolean faulty = code == 400 || code == 500;
        if (isFailure() && !(faulty && type.contains("xml"))) {
            throw new Fault(new HTTPException(code, "", null));
        }
    }

    int code() {
        return code;
    }

    boolean isFailure() {
        return code >= 300;
    }

    /** Null where the service did not say when to come back. */
    SoapClients.@Nullable Busy busy() {
        return retryAfter.isBlank() ? null : new SoapClients.Busy(retryAfter);
    }
}
