// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.cxf.jaxrs.JAXRSServiceImpl;
import org.apache.cxf.jaxrs.impl.MetadataMap;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.apache.cxf.jaxrs.utils.HttpUtils;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;

/** Which methods an address takes: the framework names those of all addresses of a service. */
final class Allowed {

    private Allowed() {}

    /** Of the address that is asked for now; empty where no request is being answered. */
    static Set<String> now() {
        Message message = PhaseInterceptorChain.getCurrentMessage();
        return message != null && message.getExchange().getService() instanceof JAXRSServiceImpl service
                ? at(HttpUtils.getPathToMatch(message, true), service.getClassResourceInfos())
                : Set.of();
    }

    /** Of the address with this path. */
    static Set<String> at(String path, List<ClassResourceInfo> resources) {
        Set<String> methods = new TreeSet<>();
        for (ClassResourceInfo resource : resources) {
            MultivaluedMap<String, String> matched = new MetadataMap<>();
            if (resource.getURITemplate().match(path, matched)) {
                String rest = matched.getFirst(URITemplate.FINAL_MATCH_GROUP);
                resource.getMethodDispatcher().getOperationResourceInfos().stream()
                        .filter(operation -> operation.getHttpMethod() != null && isAt(operation, rest))
                        .forEach(operation -> methods.add(operation.getHttpMethod()));
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static boolean isAt(OperationResourceInfo operation, String path) {
        MultivaluedMap<String, String> matched = new MetadataMap<>();
        return operation.getURITemplate().match(path, matched)
                && "/".equals(matched.getFirst(URITemplate.FINAL_MATCH_GROUP));
    }
}
