// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.spi.Glob;
import org.susten.transport.door.Address;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.Bucket;
import org.susten.transport.door.S3Door;
import org.susten.transport.door.TransportException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code susten:bucket/<connection>}: looks into a bucket of S3 again and again and takes what has settled there, the oldest first.
 * Bytes that were not kept leave the file where it is; a file that cannot be taken does not keep the others.
 */
final class BucketSource extends Fetcher {
    private static final Logger log = LoggerFactory.getLogger(BucketSource.class);
    private static final Duration EVERY = Duration.ofSeconds(60);
    /** Files that stay where they are and are known to have been taken. */
    private static final int REMEMBERED = 100_000;

    private final S3Door door;
    /** What has been taken, by key. Used by the turn's thread only, as everything below. */
    private final Map<String, Bucket.Stamp> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket.Stamp> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Sights sights;
    private final Place place;

    /** What the address says about the files. */
    private record Place(Glob include, Glob done, String after) {
        static Place of(Address address) {
            return new Place(
                    ArrivalRoutes.glob(address, "include", "*"),
                    ArrivalRoutes.glob(address, "done", ""),
                    address.options().oneOf("after", "move", "delete", "keep"));
        }

        boolean wants(String name) {
            return !name.startsWith(".")
                    && !name.matches(ArrivalRoutes.UNFINISHED)
                    && (include.matches(name) || done.matches(name));
        }
    }

    BucketSource(SustenEndpoint endpoint, Processor processor, SustenComponent component, String connection) {
        super(endpoint, processor, component, connection, EVERY);
        this.door = component.doors().s3();
        Address address = component.doors().pulls().of(connection);
        this.place = Place.of(address);
        // a server of S3 shows a file only when it is whole
        this.sights = new Sights(component.core().clock(), address.options().duration("settle", Duration.ZERO));
    }

    @Override
    void fetch(Address address) throws Exception {
        try (Bucket bucket = new Bucket(door.open(address), address)) {
            List<Bucket.Found> found = new ArrayList<>();
            bucket.list(file -> {
                if (place.wants(file.name())
                        && sights.settled(
                                file.key(),
                                file.stamp(),
                                file.stamp().size() == 0 && !place.done().matches(file.name()))) {
                    found.add(file);
                }
            });
            // what says that all files are there comes last of those that came in one moment
            found.sort(Comparator.comparing((Bucket.Found file) -> file.stamp().modified())
                    .thenComparing(file -> place.done().matches(file.name()))
                    .thenComparing(Bucket.Found::key));
            boolean all = true;
            for (Bucket.Found file : found) {
                all &= take(bucket, file);
            }
            if (all) {
                core().troubles().close(Receive.subject(connection()));
            }
        } catch (SdkException e) {
            throw S3Door.trouble(address, e);
        }
    }

    /** Whether it is taken and put away; where the server is the reason why not, that is a failure of the whole look. */
    private boolean take(Bucket bucket, Bucket.Found file) throws Exception {
        if (!file.stamp().equals(taken.get(file.key()))) {
            Exception failure = Attempt.failure(() -> {
                try (InputStream body = bucket.read(file)) {
                    hand(body, file.name(), bucket.origin());
                }
            });
            if (failure != null) {
                log.debug("Connection {}", connection(), TransportException.bare(failure));
                if (failure instanceof SdkException e) {
                    throw e;
                }
                // the receiving step has said why; it is read again at the next look
                return false;
            }
            taken.put(file.key(), file.stamp());
        }
        if (!place.after().equals("keep")) {
            bucket.away(file, place.after(), core().clock().instant());
            taken.remove(file.key());
            sights.forget(file.key());
        }
        return true;
    }
}
