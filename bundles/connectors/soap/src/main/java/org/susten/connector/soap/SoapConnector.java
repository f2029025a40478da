// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMapping;
import org.susten.kit.SoapClients;
import org.susten.kit.SoapClients.UsernameToken;
import org.susten.kit.Xml;
import org.susten.kit.http.HttpApi;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One SOAP service, read by one mapping as it was when this connector came. */
final class SoapConnector implements Connector {

    /** The system of its source ids. */
    static final String ID = "soap";

    /** How often is asked where an answer fails; one that breaks off is seldom a whole one the fourth time. */
    private static final Map<Kind, Integer> MOST = Map.of(Kind.UNAVAILABLE, 5, Kind.BROKEN, 3);

    private final RowMapping mapping;
    private final SoapClients clients;
    private final SoapClients.Port port;
    private final Account account;
    private final Map<String, Ask> asks = new LinkedHashMap<>();

    /**
     * Who asks.
     *
     * @param user empty where nobody must say who asks
     * @param secret name of the password's secret
     * @param digest whether a digest of the password is sent
     */
    record Account(String user, String secret, boolean digest) {}

    SoapConnector(
            RowMapping mapping, SoapClients clients, SoapClients.Port port, Wsdl.Port described, Account account) {
        this.mapping = mapping;
        this.clients = clients;
        this.port = port;
        this.account = account;
        for (Catalogue.Stream stream : mapping.catalogue().streams()) {
            asks.put(stream.name(), Ask.of(stream, mapping.source(stream.name()), described));
        }
    }

    @Override
    public Catalogue catalogue() {
        return mapping.catalogue();
    }

    /** Asks for the first page of the first stream and looks at nothing of it: SOAP has no other proof. */
    @Override
    public void check(Context context) {
        Ask first = asks.values().iterator().next();
        call(first, first.content(0, 0, context.clock().instant()), context);
    }

    /** Asks again, ever later or when the service said, where that may help; of the last time it is told who must act. */
    private byte[] call(Ask ask, String content, Context context) {
        HttpApi.permit(port.address(), context);
        for (int failures = 1; ; failures++) {
            try {
                return once(ask, content, context);
            } catch (ConnectorException e) {
                String after = e.getCause() instanceof SoapClients.Busy busy ? busy.retryAfter() : "";
                if (failures >= MOST.getOrDefault(e.kind(), 1) || !HttpApi.pause(failures, after, context)) {
                    throw e;
                }
            }
        }
    }

    private byte[] once(Ask ask, String content, Context context) {
        UsernameToken token = token(context);
        try {
            return clients.call(port.showing(context.clientCertificate().orElse(null)), token, ask.action(), content);
        } finally {
            if (token != null) {
                Arrays.fill(token.password(), '\0');
            }
        }
    }

    private @Nullable UsernameToken token(Context context) {
        if (account.user().isEmpty()) {
            return null;
        }
        char[] password = account.secret().isEmpty() ? new char[0] : context.secret(account.secret());
        return new UsernameToken(account.user(), password, account.digest());
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        Ask ask = asks.get(stream.name());
        if (ask == null) {
            throw new IllegalArgumentException(stream.name());
        }
        List<String> expected =
                stream.fields().stream().map(Catalogue.Field::source).distinct().toList();
        return new SoapReader(
                ask,
                Xml.rows(ask.rows()).expecting(expected),
                mapping.rows(stream.name()),
                content -> call(ask, content, context),
                stream.mode() == Catalogue.Mode.SNAPSHOT,
                Place.of(since),
                context.clock().instant());
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return mapping.map(row);
    }
}
