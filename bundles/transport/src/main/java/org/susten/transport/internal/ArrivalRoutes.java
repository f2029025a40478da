// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.PatternSyntaxException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.susten.spi.Glob;
import org.susten.transport.door.Address;
import org.susten.transport.door.Folders;
import org.susten.transport.door.TransportException;

/** Makes the route {@code arrive:<connection>} from a connection's address: whence, to {@code susten:receive/<connection>}. */
final class ArrivalRoutes {
    private static final Duration SETTLE = Duration.ofSeconds(3);
    /** Files that stay where they are and are known to have been taken. */
    private static final int REMEMBERED = 100_000;

    /** Names of files that somebody is still writing. */
    static final String UNFINISHED = "(?i).*[.](part|partial|filepart|tmp|temp|crdownload|uploading|swp)";

    private final Troubles troubles;
    private final Clock clock;
    private final Folders folders;
    private final Doors doors;

    ArrivalRoutes(Troubles troubles, Clock clock, Folders folders, Doors doors) {
        this.troubles = troubles;
        this.clock = clock;
        this.folders = folders;
        this.doors = doors;
    }

    /** The route, not started; refuses an address that is not allowed. */
    RouteBuilder route(CamelContext context, String id, String connection, Address address) throws Exception {
        // here the raw copy is encrypted and the original would not be; a server's files are its owner's
        String after = address.scheme().equals("file")
                ? address.options().oneOf("after", "delete", "move", "keep")
                : address.options().oneOf("after", "move", "delete", "keep");
        Endpoint from =
                switch (address.scheme()) {
                    case "file" -> folder(context, connection, address, after);
                    case "sftp" -> server(context, connection, address, after);
                    case "s3" -> fetched(context, "bucket", connection, address);
                    case "imap" -> fetched(context, "mail", connection, address);
                    default -> fetched(context, "pull", connection, address);
                };
        String to = "susten:receive/" + connection
                + query(address.options()
                        .find("done")
                        .map(d -> Map.of("after", after, "done", d))
                        .orElse(Map.of("after", after)));
        return new RouteBuilder(context) {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(from).routeId(id).to(to);
            }
        };
    }

    /** Whether two addresses are of the same files in one folder of this machine. */
    boolean share(String one, String other) {
        try {
            Address a = Address.arrival(one);
            Address b = Address.arrival(other);
            return a.scheme().equals("file")
                    && b.scheme().equals("file")
                    && a.options().get("include", "").equals(b.options().get("include", ""))
                    && folders.resolve(a).equals(folders.resolve(b));
        } catch (TransportException e) {
            return false; // said where that connection's own route is made
        }
    }

    private Endpoint folder(CamelContext context, String connection, Address address, String after) throws Exception {
        Map<String, String> options = common(address, Duration.ofSeconds(1), after);
        Path place = folders.resolve(address);
        LocalFile.restore(place);
        FileEndpoint endpoint =
                (FileEndpoint) context.getComponent("file").createEndpoint("file://" + place + query(options));
        watch(endpoint, connection, address, () -> {});
        return endpoint;
    }

    private Endpoint server(CamelContext context, String connection, Address address, String after) throws Exception {
        Map<String, String> options = common(address, Duration.ofSeconds(60), after);
        options.put("streamDownload", "true");
        options.put("autoCreate", "false");
        options.put("backoffErrorThreshold", "3");
        options.put("backoffMultiplier", "5");
        SftpEndpoint endpoint =
                doors.sftp().endpoint(context, address, query(options).replaceFirst("\\?", "&"));
        AtomicBoolean restored = new AtomicBoolean();
        watch(endpoint, connection, address, () -> {
            doors.sftp().permit(address);
            if (!restored.get()) {
                try (RemoteFolder folder = new RemoteFolder(endpoint)) {
                    folder.restore();
                }
                restored.set(true);
            }
        });
        return endpoint;
    }

    private Endpoint fetched(CamelContext context, String verb, String connection, Address address) throws Exception {
        glob(address, "done", "");
        glob(address, "include", "");
        switch (verb) {
            case "bucket" -> doors.s3().check(address);
            case "mail" -> doors.mail().check(address);
            default -> doors.web().check(address);
        }
        doors.pulls().put(connection, address);
        return context.getComponent("susten").createEndpoint("susten://" + verb + "/" + connection);
    }

    private static Map<String, String> common(Address address, Duration otherwise, String after) {
        Map<String, String> options = new TreeMap<>();
        // the receiving step puts files away itself: only it knows which very file it read
        options.put("noop", "true");
        options.put("idempotent", Boolean.toString(after.equals("keep")));
        options.put("initialDelay", "0");
        options.put(
                "delay",
                Long.toString(address.options().duration("every", otherwise).toMillis()));
        options.put("sortBy", "file:modified;file:name");
        options.put("exclude", UNFINISHED);
        // the same name with other content is another file
        options.put("idempotentKey", "${file:name}-${file:size}-${file:modified}");
        address.options().find("include").ifPresent(glob -> options.put("antInclude", including(address, glob)));
        return options;
    }

    private static String including(Address address, String glob) {
        return address.options().find("done").map(done -> glob + "," + done).orElse(glob);
    }

    /** Names of files by an option. */
    static Glob glob(Address address, String option, String otherwise) {
        String glob = address.options().get(option, otherwise);
        try {
            return Glob.of(glob);
        } catch (PatternSyntaxException e) {
            throw TransportException.settings(
                    option + "=" + glob + " is no pattern of names: " + e.getDescription(), "write one such as *.done");
        }
    }

    private <T> void watch(
            GenericFileEndpoint<T> endpoint, String connection, Address address, ArrivalWatch.Before before) {
        endpoint.setIdempotentRepository(MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED));
        endpoint.setExclusiveReadLockStrategy(
                new Settled<>(clock, address.options().duration("settle", SETTLE), glob(address, "done", "")::matches));
        Duration round = address.options().duration("settle", SETTLE).plus(Duration.ofMillis(endpoint.getDelay()));
        ArrivalWatch watch = new ArrivalWatch(troubles, connection, address, before, round);
        endpoint.setPollStrategy(watch);
        endpoint.setExceptionHandler(watch);
    }

    private static String query(Map<String, String> options) {
        StringBuilder query = new StringBuilder();
        new TreeMap<>(options).forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }
}
