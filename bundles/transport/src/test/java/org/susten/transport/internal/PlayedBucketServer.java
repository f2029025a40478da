// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.susten.db.testing.MovableClock;
import org.susten.files.testing.MemorySecrets;
import org.susten.transport.courier.S3Courier;
import org.susten.transport.door.Address;
import org.susten.transport.door.Bucket;
import org.susten.transport.door.Hosts;
import org.susten.transport.door.Logins;
import org.susten.transport.door.S3Door;
import org.susten.transport.door.WebDoor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real server of S3 over TLS that checks signatures, and a district that puts files into its bucket. */
final class PlayedBucketServer implements AutoCloseable {
    static final String ID = "HUB7RIVERSIDE";
    static final String SECRET = "wJalrXUtnFEMI-K7MDENG-right";
    static final String BUCKET = "riverside-exports";

    private static final int STUMBLES = 20;

    private final S3Proxy server;
    private final BlobStoreContext store;
    private final S3Door door;
    private final S3Client district;

    PlayedBucketServer(Path etc) throws Exception {
        Path keys = PlayedWebServer.made();
        Files.copy(keys.resolveSibling("server.pem"), etc.resolve("bucket.pem"));
        store = ContextBuilder.newBuilder("filesystem-nio2")
                .credentials(ID, SECRET)
                .overrides(settings(etc))
                .build(BlobStoreContext.class);
        server = S3Proxy.builder()
                .blobStore(store.getBlobStore())
                .secureEndpoint(URI.create("https://127.0.0.1:0"))
                .keyStore(keys.toString(), new String(PlayedWebServer.STORE))
                .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
                .build();
        server.start();
        Logins logins = new Logins(MemorySecrets.of("partner-bucket", SECRET), etc);
        WebDoor web = new WebDoor(new Hosts(List.of("localhost, 127.0.0.1")), logins, new MovableClock());
        door = new S3Door(web, logins);
        district = door.open(Address.arrival(address("", "secretKey=partner-bucket")));
        district.createBucket(r -> r.bucket(BUCKET));
    }

    private static Properties settings(Path etc) throws Exception {
        Properties settings = new Properties();
        settings.setProperty(
                "jclouds.filesystem.basedir",
                Files.createDirectories(etc.resolveSibling("buckets")).toString());
        return settings;
    }

    String address(String prefix, String options) {
        return "s3://" + BUCKET + prefix + "?endpoint=localhost:" + server.getSecurePort() + "&accessKey=" + ID
                + "&trust=bucket.pem&" + options;
    }

    void put(String key, String content) {
        district.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    /** With metadata of its sender's, and of a kind whose word this server does not write in another way. */
    void put(String key, String content, Map<String, String> metadata) {
        district.putObject(
                r -> r.bucket(BUCKET).key(key).contentType("text/csv").metadata(metadata),
                RequestBody.fromString(content));
    }

    String text(String key) {
        return district.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }

    byte[] bytes(String key) {
        return district.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
    }

    /** Uploads in parts that nobody ended. */
    int openUploads() {
        return district.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().size();
    }

    /** A courier of the hub's that knows this server. */
    S3Courier courier(long part) {
        return new S3Courier(door, part);
    }

    /** The bucket as the hub sees it, where one request copies so many bytes. */
    Bucket bucket(long largestCopy) {
        Address address = Address.arrival(address("", "secretKey=partner-bucket"));
        return new Bucket(door.open(address), address, largestCopy);
    }

    Map<String, String> metadata(String key) {
        return district.headObject(r -> r.bucket(BUCKET).key(key)).metadata();
    }

    void delete(String key) {
        district.deleteObject(r -> r.bucket(BUCKET).key(key));
    }

    /** What is there. A file that is moved while this server lists it makes it stumble; then it is asked again. */
    List<String> keys() {
        for (int again = 0; again < STUMBLES; again++) {
            try {
                return listed();
            } catch (S3Exception e) {
                if (e.statusCode() != 500) {
                    throw e;
                }
            }
        }
        return listed();
    }

    private List<String> listed() {
        return district.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    @Override
    public void close() throws IOException {
        district.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
        store.close();
    }
}
