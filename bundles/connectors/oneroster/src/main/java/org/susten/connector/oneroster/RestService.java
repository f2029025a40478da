// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Answer;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.kit.http.OAuth1;
import org.susten.kit.http.OAuth2;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;

/** A OneRoster server of version 1.0, 1.1 or 1.2 that is asked. Safe for several threads. */
final class RestService {

    private static final String SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/";
    private static final String CORE = SCOPE + "roster-core.readonly";
    private static final String ROSTERING =
            CORE + ' ' + SCOPE + "roster.readonly " + SCOPE + "roster-demographics.readonly";
    private static final String SCOPES =
            ROSTERING + ' ' + SCOPE + "gradebook-core.readonly " + SCOPE + "gradebook.readonly";
    private static final List<String> PLACES = List.of(
            "",
            "/ims/oneroster/rostering/v1p2",
            "/ims/oneroster/v1p2",
            "/ims/oneroster/v1p1",
            "/ims/oneroster/v1p0",
            "/rostering/v1p2",
            "/v1p2",
            "/v1p1",
            "/v1p0");

    private final OneRosterConnector.Config config;
    private final Login login;
    private volatile @Nullable String found;

    RestService(OneRosterConnector.Config config) {
        this.config = config;
        this.login = login(config);
        if (config.pageSize() < 1 || config.pageSize() > 10_000) {
            throw new ConnectorException(Kind.CONFIG, "pageSize must be a number of rows from 1 to 10000");
        }
        if (config.fullEveryDays() < 0) {
            throw new ConnectorException(Kind.CONFIG, "fullEveryDays must be a number of days, 0 for each time");
        }
    }

    private static Login login(OneRosterConnector.Config config) {
        String id = config.clientId().strip();
        String secret = config.clientSecret().strip();
        String way = config.login().strip().toLowerCase(Locale.ROOT);
        if (!way.equals("none") && secret.isEmpty()) {
            throw new ConnectorException(
                    Kind.CONFIG, "clientSecret must be the name of a secret: client secret, consumer secret or token");
        }
        if (id.isEmpty() && (way.startsWith("oauth"))) {
            throw new ConnectorException(Kind.CONFIG, "clientId must be the id or key that the server gave");
        }
        return switch (way) {
            case "oauth1" -> OAuth1.of(id, secret, OAuth1.Method.HMAC_SHA256);
            case "oauth1-sha1" -> OAuth1.of(id, secret, OAuth1.Method.HMAC_SHA1);
            case "oauth2" -> oauth2(config, id, secret);
            case "bearer" -> Login.bearer(secret);
            case "none" -> Login.none();
            default ->
                throw new ConnectorException(Kind.CONFIG, "login must be oauth1, oauth1-sha1, oauth2, bearer or none");
        };
    }

    private static Login oauth2(OneRosterConnector.Config config, String id, String secret) {
        if (config.tokenUrl().isBlank()) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "tokenUrl must be the address that gives tokens, such as https://sis.example.org/token");
        }
        boolean newer = config.baseUrl().contains("v1p2");
        OAuth2 plain = OAuth2.of(config.tokenUrl(), id, secret);
        // many a server knows no gradebook's scopes, and refuses all where it knows not one
        OAuth2 oauth = config.scopes().isBlank() && newer
                ? plain.scopes(SCOPES, ROSTERING, CORE, "")
                : plain.scopes(config.scopes());
        return switch (config.tokenRequest().strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> oauth;
            case "basic" -> oauth.style(OAuth2.Style.BASIC);
            case "form" -> oauth.style(OAuth2.Style.FORM);
            case "json" -> oauth.style(OAuth2.Style.JSON);
            default -> throw new ConnectorException(Kind.CONFIG, "tokenRequest must be auto, basic, form or json");
        };
    }

    /** Proves that the server is there, lets this connection in, and has schools. */
    void check(Context context) {
        found = null;
        place(HttpApi.at(config.baseUrl(), login, context));
    }

    /** Reads one collection. */
    SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        HttpApi root = HttpApi.at(config.baseUrl(), login, context);
        String place = place(root);
        HttpApi api =
                root.below(RestStreams.gradebook(stream.name()) ? place.replace("/rostering/", "/gradebook/") : place);
        return RestReading.open(
                api,
                stream.name(),
                RestWindow.of(since, context.clock().instant(), config.fullEveryDays()),
                config.pageSize(),
                context.clock().instant(),
                advice());
    }

    /** Many a web server answers whatever it is asked with its first page. */
    private static boolean forPeople(Answer answer) {
        return answer.header("Content-Type").orElse("").contains("html");
    }

    /** The address below which the collections are: as it is written, or else where the standard has them. */
    private String place(HttpApi root) {
        String known = found;
        if (known != null) {
            return known;
        }
        boolean exact = root.base().getPath().matches(".*/v1p\\d.*");
        // a server may refuse paths that it does not have
        Integer[] elsewhere = exact ? new Integer[] {404, 400, 405} : new Integer[] {404, 400, 405, 403, 410, 501};
        String telling = "";
        Answer told = null;
        for (String candidate : exact ? PLACES.subList(0, 1) : PLACES) {
            for (String collection : List.of("/orgs", "/schools")) {
                Answer answer = place(root, candidate + collection, elsewhere);
                if (answer.ok() && !forPeople(answer)) {
                    String place = root.base() + candidate;
                    found = place;
                    return place;
                }
                boolean refused = answer.status() == 403 || answer.status() == 400;
                if (refused && (told == null || told.status() == 400 && answer.status() == 403)) {
                    telling = root.base() + candidate + collection;
                    told = answer;
                }
            }
        }
        if (told != null && told.status() == 403) {
            throw forbidden(telling, said(told));
        }
        if (told != null) {
            throw refused(telling, said(told), told.status(), advice());
        }
        throw new ConnectorException(
                Kind.CONFIG,
                "there is neither orgs nor schools below " + root.base()
                        + "; baseUrl must be the address before them, such as https://sis.example.org/ims/oneroster/v1p1");
    }

    /** Asks for one row, or for the usual number where the server does not like that. */
    private static Answer place(HttpApi root, String path, Integer... elsewhere) {
        Ask ask = Ask.get(path).accepting(elsewhere);
        Answer answer = root.get(ask.with("limit", "1"));
        return answer.status() == 400 ? root.get(ask) : answer;
    }

    /** An answer as the operator is told of it. */
    static String said(Answer answer) {
        String reason = answer.reason();
        return "answers " + answer.status() + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /** What to look after where a server does not understand the login. */
    private String advice() {
        return switch (config.login().strip().toLowerCase(Locale.ROOT)) {
            case "oauth1" ->
                "it may not know this kind of login: where its signatures are HMAC-SHA1, write login = oauth1-sha1";
            case "oauth1-sha1" ->
                "it may not know this kind of login: where its signatures are HMAC-SHA256, write login = oauth1";
            default -> "it may not know this kind of login: check login";
        };
    }

    /** A collection without which there is no roster and that may not be read. */
    static ConnectorException forbidden(String place, String said) {
        return new ConnectorException(
                Kind.ACCESS,
                place + ' ' + said
                        + ": the login may not read it; write baseUrl with its version and scopes as the server"
                        + " wants them, or ask its owner for the right to");
    }

    /** A collection without which there is no roster and that is not given, whatever is asked. */
    static ConnectorException refused(String place, String said, int status, String advice) {
        return status == 404 || status == 501
                ? new ConnectorException(Kind.CONFIG, place + ' ' + said + "; check baseUrl and its version")
                : new ConnectorException(Kind.ACCESS, place + ' ' + said + " whatever is asked: " + advice);
    }
}
