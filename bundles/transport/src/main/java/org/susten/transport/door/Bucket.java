// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The files of an address in a bucket: those right below its prefix. Reads the very file that was found, by its entity tag, and
 * puts that one away, not another that came under its name meanwhile. One thread.
 */
public final class Bucket implements AutoCloseable {
    private static final String TAKEN = ".taken/";
    /** What one request can copy. */
    private static final long LARGEST_COPY = 5L << 30;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

    /** The moment of the latest file that was put away: no two have the same. */
    private static final AtomicLong LATEST = new AtomicLong();

    private final S3Client client;
    private final Address address;
    private final String bucket;
    private final String prefix;
    private final long largestCopy;

    /** What tells a file from another of the same name. */
    public record Stamp(String tag, long size, Instant modified) {}

    /** A file. */
    public record Found(String key, String name, Stamp stamp) {}

    /** Of an address, through a client that is its own. */
    public Bucket(S3Client client, Address address) {
        this(client, address, LARGEST_COPY);
    }

    /**
     * @param largestCopy bytes that one request copies; more is copied in parts
     */
    public Bucket(S3Client client, Address address, long largestCopy) {
        this.client = client;
        this.address = address;
        this.largestCopy = largestCopy;
        this.bucket = name(address);
        this.prefix = prefix(address);
    }

    /** The bucket an address names. */
    public static String name(Address address) {
        int slash = address.path().indexOf('/');
        return slash < 0 ? address.path() : address.path().substring(0, slash);
    }

    /** What its keys begin with: empty, or ending in a slash. */
    public static String prefix(Address address) {
        int slash = address.path().indexOf('/');
        return slash < 0 ? "" : address.path().substring(slash + 1) + "/";
    }

    /** Where files come from, for people. */
    public String origin() {
        return address.toString();
    }

    /** Every file, not those of folders below. */
    public void list(Consumer<Found> to) {
        client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix).delimiter("/")).stream()
                .flatMap(page -> page.contents().stream())
                // a marker of the folder itself ends with its slash
                .filter(object -> !object.key().endsWith("/"))
                .forEach(object -> to.accept(found(object)));
    }

    private Found found(S3Object object) {
        return new Found(
                object.key(),
                object.key().substring(prefix.length()),
                new Stamp(object.eTag(), object.size(), object.lastModified()));
    }

    /** Its bytes; fails where they are not, or not all, those of the file that was found. */
    public InputStream read(Found file) throws IOException {
        try {
            InputStream body = client.getObject(
                    r -> r.bucket(bucket).key(file.key()).ifMatch(file.stamp().tag()));
            return SteadyInput.ofLength(body, file.stamp().size(), "a file of " + address);
        } catch (S3Exception e) {
            if (isAnother(e)) {
                throw SteadyInput.changed("a file of " + address + " was replaced before it was read");
            }
            throw e;
        }
    }

    /** The file that was found is not, or no longer, the one of this name. */
    private static boolean isAnother(S3Exception e) {
        return e.statusCode() == 412 || e instanceof NoSuchKeyException;
    }

    /**
     * Puts the file away unless another has come under its name.
     *
     * @param after delete, move
     */
    public void away(Found file, String after, Instant now) throws IOException {
        if (after.equals("move")) {
            long moment = LATEST.updateAndGet(latest -> Math.max(latest + 1, now.toEpochMilli()));
            String away = prefix + TAKEN + file.name() + "." + MOMENT.format(Instant.ofEpochMilli(moment));
            try {
                copy(file, away);
            } catch (S3Exception e) {
                if (isAnother(e)) {
                    return;
                }
                throw e;
            }
        }
        delete(file);
    }

    /** With what its sender said of it, which one request copies by itself. */
    private void copy(Found file, String to) throws IOException {
        String tag = file.stamp().tag();
        if (file.stamp().size() <= largestCopy) {
            client.copyObject(r -> r.sourceBucket(bucket)
                    .sourceKey(file.key())
                    .copySourceIfMatch(tag)
                    .destinationBucket(bucket)
                    .destinationKey(to));
            return;
        }
        HeadObjectResponse said =
                client.headObject(r -> r.bucket(bucket).key(file.key()).ifMatch(tag));
        CreateMultipartUploadRequest request = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(to)
                .contentType(said.contentType())
                .metadata(said.metadata())
                .build();
        new S3Parts(client, largestCopy).copy(request, file);
    }

    /** Looks again first: not every server heeds the condition of a deletion. */
    private void delete(Found file) {
        try {
            var there = client.headObject(r -> r.bucket(bucket).key(file.key()));
            if (!there.eTag().equals(file.stamp().tag())
                    || !second(there.lastModified()).equals(second(file.stamp().modified()))) {
                return;
            }
            client.deleteObject(
                    r -> r.bucket(bucket).key(file.key()).ifMatch(file.stamp().tag()));
        } catch (S3Exception e) {
            if (e.statusCode() == 501) {
                client.deleteObject(r -> r.bucket(bucket).key(file.key()));
            } else if (!isAnother(e)) {
                throw e;
            }
        }
    }

    /** Some answers tell fractions, others do not. */
    private static Instant second(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        client.close();
    }
}
