// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Pending;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * Where the parts of an Ed-Fi API are: as its discovery document says, or where an ODS/API has them. An API behind a proxy often
 * gives away addresses that only it can reach; then it is asked where it was found.
 *
 * @param data the resources
 * @param changes the change queries
 * @param tokens where tokens are
 * @param documented whether there is a document that says so
 * @param counts whether the document says where change queries are
 * @param byToken whether it is so new that it has pages by token
 */
record Discovery(String data, String changes, String tokens, boolean documented, boolean counts, boolean byToken) {

    /** The version from which on an ODS/API has pages by token. */
    private static final int MAJOR = 7;

    private static final int MINOR = 3;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b.*");

    /** An address of the resources themselves, as APIs with one database a year have it. */
    private static final Pattern DATA = Pattern.compile("(.*)/data/v\\d+(/\\d{4})?");

    static Discovery of(HttpApi root) {
        String base = root.base().toString();
        Matcher exact = DATA.matcher(base);
        if (exact.matches()) {
            String year = exact.group(2) == null ? "" : exact.group(2);
            return new Discovery(
                    base,
                    exact.group(1) + "/changeQueries/v1" + year,
                    exact.group(1) + "/oauth/token",
                    true,
                    true,
                    false);
        }
        Pending asked = root.begin(Ask.get("").accepting(400, 401, 403, 404, 405));
        boolean document = asked.answer().ok()
                && !asked.answer().header("Content-Type").orElse("").contains("html");
        Map<?, ?> whole = document ? asked.object() : Map.of();
        Object urls = whole.get("urls");
        Map<?, ?> said = urls instanceof Map<?, ?> map ? map : Map.of();
        return new Discovery(
                url(said.get("dataManagementApi"), root.base(), "/data/v3"),
                url(said.get("changeQueries"), root.base(), "/changeQueries/v1"),
                url(said.get("oauth"), root.base(), "/oauth/token"),
                !said.isEmpty(),
                said.get("changeQueries") != null,
                hasTokens(whole.get("version")));
    }

    private static boolean hasTokens(@Nullable Object said) {
        Matcher version = VERSION.matcher(said == null ? "" : said.toString().strip());
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > MAJOR || major == MAJOR && Integer.parseInt(version.group(2)) >= MINOR;
    }

    private static String url(@Nullable Object said, URI base, String otherwise) {
        String text = said == null ? "" : said.toString().strip().replaceAll("/+$", "");
        if (text.isEmpty()) {
            return base + otherwise;
        }
        if (text.contains("{")) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "the API at " + base
                            + " has several parts, by tenant or school year: write the one that is meant into"
                            + " baseUrl, such as " + base + "/2027");
        }
        return reachable(text, base);
    }

    /** An address over TLS or of the very server is taken as it is; of any other the path. */
    private static String reachable(String text, URI base) {
        try {
            URI said = URI.create(text);
            if ("https".equalsIgnoreCase(said.getScheme())
                    || base.getRawAuthority().equals(said.getRawAuthority())
                            && base.getScheme().equalsIgnoreCase(said.getScheme())) {
                return text;
            }
            String path = said.getRawPath().startsWith("/") ? said.getRawPath() : '/' + said.getRawPath();
            String prefix = path.startsWith(base.getRawPath()) ? "" : base.getRawPath();
            return base.getScheme() + "://" + base.getRawAuthority() + prefix + path;
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    Kind.BROKEN, "the discovery document at " + base + " gives an address that is none", e);
        }
    }
}
