// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.susten.transport.door.Address;
import org.susten.transport.door.Folders;
import org.susten.transport.door.Hosts;
import org.susten.transport.door.Options;
import org.susten.transport.door.TransportException;

/** Which endpoints an operator's route may name, with which options: a list of what is allowed, not of what is known to be bad. */
final class EndpointPolicy {
    private static final Set<String> POLLING = Set.of(
            "initialDelay",
            "delay",
            "repeatCount",
            "include",
            "exclude",
            "antInclude",
            "antExclude",
            "fileName",
            "recursive",
            "move",
            "moveFailed",
            "delete",
            "noop",
            "idempotent",
            "idempotentKey",
            "readLock",
            "readLockCheckInterval",
            "readLockTimeout",
            "readLockMinAge",
            "readLockMarkerFile",
            "sortBy",
            "maxMessagesPerPoll",
            "fileExist",
            "tempPrefix",
            "tempFileName",
            "doneFileName",
            "charset",
            "autoCreate");
    private static final Set<String> LOGIN = Set.of(
            "username",
            "password",
            "knownHostsFile",
            "strictHostKeyChecking",
            "useUserKnownHostsFile",
            "streamDownload",
            "stepwise",
            "disconnect",
            "connectTimeout",
            "soTimeout",
            "timeout",
            "separator",
            "passiveMode",
            "serverAliveInterval");
    private static final Set<String> WEB = Set.of(
            "httpMethod",
            "connectTimeout",
            "responseTimeout",
            "soTimeout",
            "connectionRequestTimeout",
            "throwExceptionOnFailure",
            "authMethod",
            "authUsername",
            "authPassword",
            "authBearerToken");
    private static final Set<String> INNER = Set.of("susten", "direct", "seda", "timer", "scheduler", "quartz");
    private static final Set<String> SECRETS = Set.of("password", "authPassword", "authBearerToken");
    private static final String SECRET = "(RAW\\()?\\{\\{secret:[A-Za-z0-9._-]{1,100}}}\\)?";

    private final Hosts hosts;
    private final Folders folders;

    EndpointPolicy(Hosts hosts, Folders folders) {
        this.hosts = hosts;
        this.folders = folders;
    }

    /** Refuses what is not allowed, saying the line to change. */
    void check(String uri, Map<String, String> parameters) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        int mark = uri.indexOf('?');
        String place = uri.substring(colon + 1, mark < 0 ? uri.length() : mark);
        Map<String, String> options = new TreeMap<>(parameters);
        options.putAll(parse(mark < 0 ? "" : uri.substring(mark + 1)));
        if (place.contains("{{") || place.contains("${")) {
            throw TransportException.settings("an endpoint is not written out", "write its address in full");
        }
        options.forEach(EndpointPolicy::checkValue);
        switch (scheme) {
            case "file" -> {
                known(scheme, options, POLLING);
                folders.resolve(
                        new Address("file", "", "", -1, place.replaceFirst("^//(?=[^/])", ""), new Options(Map.of())));
            }
            case "sftp" -> checkSftp(place, options);
            case "https" -> checkHttps(place, options);
            default -> {
                if (!INNER.contains(scheme)) {
                    throw TransportException.settings(
                            "an endpoint's scheme is not allowed",
                            "use one of direct, file, https, quartz, scheduler, seda, sftp, susten, timer");
                }
            }
        }
    }

    private void checkSftp(String place, Map<String, String> options) {
        Set<String> known = new java.util.HashSet<>(POLLING);
        known.addAll(LOGIN);
        known("sftp", options, known);
        hosts.permit(host("sftp", place));
        if (!"yes".equals(options.get("strictHostKeyChecking")) || !options.containsKey("knownHostsFile")) {
            throw TransportException.settings(
                    "an sftp endpoint trusts any server",
                    "add strictHostKeyChecking=yes and knownHostsFile=etc/known_hosts");
        }
    }

    private void checkHttps(String place, Map<String, String> options) {
        known("https", options, WEB);
        hosts.permit(host("https", place));
    }

    private static void known(String scheme, Map<String, String> options, Set<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw TransportException.settings(
                        "an option of " + scheme + " is not allowed"
                                + (name.matches("[A-Za-z0-9.]{1,40}") ? ": " + name : ""),
                        "remove it");
            }
        }
    }

    private static void checkValue(String name, String value) {
        boolean secret = value.matches(SECRET);
        if (SECRETS.contains(name) && !secret) {
            throw TransportException.settings(
                    "a secret stands in the file",
                    "put it into etc/secrets and write " + name + ": \"{{secret:its-name}}\"");
        }
        if (!secret && (value.contains("{{") || value.startsWith("#"))) {
            throw TransportException.settings("option " + name + " points to something else", "write its value");
        }
    }

    private static String host(String scheme, String place) {
        try {
            URI uri = new URI(scheme + "://" + place.replaceFirst("^/+", ""));
            if (uri.getHost() == null
                    || (uri.getUserInfo() != null && uri.getUserInfo().contains(":"))) {
                throw TransportException.settings(
                        "an endpoint names no host, or a password",
                        "write " + scheme + "://host/… and secrets by name");
            }
            return uri.getHost();
        } catch (URISyntaxException e) {
            throw TransportException.settings("an endpoint's address cannot be read", "mind special characters");
        }
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> options = new TreeMap<>();
        for (String pair : query.split("&")) {
            int is = pair.indexOf('=');
            if (!pair.isEmpty()) {
                options.put(is < 0 ? pair : pair.substring(0, is), is < 0 ? "" : pair.substring(is + 1));
            }
        }
        return options;
    }
}
