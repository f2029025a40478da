// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.susten.spi.WebProxy;

/**
 * Where files come from or go to, as an operator wrote it: only allowed schemes and options, secrets by name.
 *
 * <p>{@code file:folder?option=…}, {@code sftp://user@host:22/folder?option=…} (the folder is below the login's own), {@code
 * https://host/path?query#option=…}: the query of an https address belongs to the other side, so our options stand behind the
 * {@code #}, which is never sent.
 *
 * <p>{@code s3://bucket/prefix?option=…}; {@code imap://login@host/folder?option=…}, with an {@code @} of the login as {@code %40}.
 *
 * @param user the login's name, or empty
 * @param path folder, path and query of an https address, or bucket and prefix
 */
public record Address(String scheme, String user, String host, int port, String path, Options options) {
    private static final Set<String> FILES = Set.of("include", "settle", "after", "every", "done");
    private static final Set<String> LOGIN = Set.of("password", "key", "passphrase", "knownHosts");
    private static final Set<String> WEB = Set.of("token", "user", "password", "clientCertificate", "trust", "timeout");
    private static final Set<String> BUCKET =
            Set.of("endpoint", "region", "accessKey", "secretKey", "trust", "timeout");
    private static final Set<String> KEPT = Set.of("sse", "kmsKey", "acl");
    private static final Set<String> MAIL = Set.of("password", "from", "authserv", "tls", "trust", "timeout");
    private static final Pattern SECRET = Pattern.compile(
            "(^|&)[^=&]*(token|secret|passw|pwd|apikey|api[-_]key|access[-_]?key|sig|signature|auth|credential|session)[^=&]*=",
            Pattern.CASE_INSENSITIVE);

    /** Where a connection's files come from. */
    public static Address arrival(String text) {
        return parse(
                text,
                Map.of(
                        "file", FILES,
                        "sftp", union(FILES, LOGIN),
                        "s3", union(FILES, BUCKET),
                        "imap", union(MAIL, Set.of("include", "after", "every", "done")),
                        "https", union(WEB, Set.of("name", "every", "type"))));
    }

    /** Where a feed's deliveries go. */
    public static Address delivery(String text) {
        return parse(
                text,
                Map.of(
                        "file", Set.of("package"),
                        "sftp", union(LOGIN, Set.of("package")),
                        "s3", union(BUCKET, KEPT),
                        "https", union(WEB, Set.of("method"))));
    }

    /** Where a partner is told that a delivery is there. */
    public static Address announcement(String text) {
        return parse(text, Map.of("https", union(WEB, Set.of("secret"))));
    }

    private static Address parse(String text, Map<String, Set<String>> known) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        Set<String> options = known.get(scheme);
        if (options == null) {
            throw TransportException.settings(
                    scheme.isEmpty() ? "the address has no scheme" : "the scheme of the address is not allowed",
                    "begin it with " + named(known.keySet()));
        }
        String rest = text.substring(colon + 1).strip();
        return switch (scheme) {
            case "file" -> file(rest, options);
            case "sftp" -> sftp(rest, options);
            case "s3" -> bucket(rest, options);
            case "imap" -> mail(rest, options);
            default -> https(rest, options);
        };
    }

    private static Address file(String rest, Set<String> known) {
        String path = rest.replaceFirst("^//(?=[^/])|^/*(?=/)", "");
        int mark = path.indexOf('?');
        String folder = mark < 0 ? path : path.substring(0, mark);
        if (folder.isBlank()) {
            throw TransportException.settings("the address names no folder", "write file:folder");
        }
        return new Address("file", "", "", -1, folder, options(path, mark, known, "file"));
    }

    private static Address sftp(String rest, Set<String> known) {
        String text = rest.replaceFirst("^/+", "");
        int mark = text.indexOf('?');
        String place = mark < 0 ? text : text.substring(0, mark);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        URI uri = uri("sftp://" + authority);
        String user = user(uri);
        if (user.isEmpty()) {
            throw TransportException.settings("the address names no login", "write sftp://login@host/folder");
        }
        String path = slash < 0 ? "" : place.substring(slash).replaceFirst("^/+", "");
        if (Set.of(path.split("/")).contains("..")) {
            throw TransportException.settings("the folder leads upward", "write a folder without ..");
        }
        int port = uri.getPort() < 0 ? 22 : uri.getPort();
        return new Address("sftp", user, uri.getHost(), port, path, options(text, mark, known, "sftp"));
    }

    /** {@code s3://bucket/prefix?endpoint=host:port}; AWS's own server where the endpoint is not said. */
    private static Address bucket(String rest, Set<String> known) {
        String text = rest.replaceFirst("^/+", "");
        int mark = text.indexOf('?');
        String place = mark < 0 ? text : text.substring(0, mark);
        Options options = options(text, mark, known, "s3");
        String path = place.replaceAll("/+$", "");
        if (!path.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?")) {
            throw TransportException.settings("the address names no bucket", "write s3://bucket/prefix");
        }
        String region = options.get("region", "us-east-1");
        URI server = uri("s3://" + options.get("endpoint", "s3." + region + ".amazonaws.com"));
        if (server.getRawUserInfo() != null || !server.getRawPath().isEmpty()) {
            throw TransportException.settings("the endpoint is no server", "write endpoint=host or endpoint=host:port");
        }
        int port = server.getPort() < 0 ? 443 : server.getPort();
        return new Address("s3", "", server.getHost(), port, path, options);
    }

    private static Address mail(String rest, Set<String> known) {
        String text = rest.replaceFirst("^/+", "");
        int mark = text.indexOf('?');
        String place = mark < 0 ? text : text.substring(0, mark);
        int slash = place.indexOf('/');
        URI uri = uri("imap://" + (slash < 0 ? place : place.substring(0, slash)));
        String user = user(uri);
        if (user.isEmpty()) {
            throw TransportException.settings(
                    "the address names no mailbox", "write imap://login@host/folder, an @ of the login as %40");
        }
        Options options = options(text, mark, known, "imap");
        String tls = options.oneOf("tls", "whole", "start", "none");
        int port = uri.getPort() > 0 ? uri.getPort() : tls.equals("whole") ? 993 : 143;
        String folder = slash < 0 ? "" : place.substring(slash).replaceAll("^/+|/+$", "");
        return new Address("imap", user, uri.getHost(), port, folder.isEmpty() ? "INBOX" : folder, options);
    }

    private static Address https(String rest, Set<String> known) {
        URI uri = uri("https:" + rest);
        if (!user(uri).isEmpty()) {
            throw TransportException.settings(
                    "a login stands before the host", "write #user=login&password=name-of-a-secret behind the address");
        }
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (SECRET.matcher(query).find()) {
            throw TransportException.settings(
                    "the address seems to carry a secret",
                    "put the secret into etc/secrets and write #token=its-name behind the address");
        }
        String path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()) + (query.isEmpty() ? "" : "?" + query);
        String fragment = uri.getRawFragment() == null ? "" : uri.getRawFragment();
        int port = uri.getPort() < 0 ? 443 : uri.getPort();
        return new Address("https", "", uri.getHost(), port, path, Options.parse(fragment, known, "https"));
    }

    private static String named(Set<String> schemes) {
        return schemes.stream().sorted().map(s -> s + ":").collect(Collectors.joining(", "));
    }

    private static Options options(String text, int mark, Set<String> known, String of) {
        return Options.parse(mark < 0 ? "" : text.substring(mark + 1), known, of);
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                throw TransportException.settings(
                        "the address names no host", "write " + uri.getScheme() + "://host/…");
            }
            return uri;
        } catch (URISyntaxException e) {
            // the cause would quote the address, and a secret with it
            throw TransportException.settings("the address cannot be read", "mind spaces and special characters");
        }
    }

    private static String user(URI uri) {
        String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        if (user.indexOf(':') >= 0) {
            throw TransportException.settings(
                    "a password stands in the address",
                    "put it into etc/secrets and write password=its-name as an option");
        }
        return user;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new java.util.HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Who is on the other side: one circuit each. */
    public String partner() {
        return scheme.equals("file") ? "folder " + path : host + ":" + port;
    }

    /** What a message says behind it of the proxy through which servers of the web are spoken to; empty where there is none. */
    public String way() {
        boolean web = scheme.equals("https") || scheme.equals("s3");
        return web ? WebProxy.words(URI.create("https://" + host + ':' + port)) : "";
    }

    /** For people; holds no secret. */
    @Override
    public String toString() {
        return switch (scheme) {
            case "file" -> "file:" + path;
            case "sftp" -> "sftp://" + user + "@" + host + ":" + port + "/" + path;
            case "s3" -> "s3://" + path;
            case "imap" -> "imap://" + user + "@" + host + ":" + port + "/" + path;
            default -> "https://" + host + (port == 443 ? "" : ":" + port) + path.replaceFirst("\\?.*", "");
        };
    }
}
