// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.susten.transport.door.Address;
import org.susten.transport.door.Bucket;
import org.susten.transport.door.S3Door;
import org.susten.transport.door.S3Parts;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a parcel's files into a bucket of S3, below its prefix and the parcel's name: {@code prefix/<id>/<file>}. An object shows only
 * when it is whole, and the manifest comes last: whoever sees it finds all others. Each is checked by the server against its digest.
 */
public final class S3Courier implements Courier {
    private static final String MANIFEST = "manifest.json";
    private static final String RIGHTS = "for the right to put objects there";
    /** What is larger goes in parts of this size. */
    private static final long PART = 256L << 20;

    private final S3Door door;
    private final long part;

    /** What is larger than 256 MiB goes in parts. */
    public S3Courier(S3Door door) {
        this(door, PART);
    }

    /** The same, with parts of so many bytes. */
    public S3Courier(S3Door door, long part) {
        this.door = door;
        this.part = part;
    }

    @Override
    public void carry(Parcel parcel, Address to, Exchange exchange) throws IOException {
        String folder = Bucket.prefix(to) + parcel.name() + '/';
        try (S3Client client = door.open(to)) {
            if (isThere(client, Bucket.name(to), folder + MANIFEST)) {
                return;
            }
            for (Path file : ordered(parcel.files())) {
                String key = folder + Parcel.fileName(file);
                if (Files.size(file) > part) {
                    new S3Parts(client, part).put(inParts(to, key), file);
                } else {
                    client.putObject(request(to, key, file), RequestBody.fromFile(file));
                }
            }
        } catch (SdkException e) {
            throw S3Door.trouble(to, e, RIGHTS);
        }
    }

    /** Whether it was put before. A login that may only put is told 403 of everything: then it is put again, with no other effect. */
    private static boolean isThere(S3Client client, String bucket, String key) {
        try {
            client.headObject(r -> r.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return false;
            }
            throw e;
        }
    }

    /** Small ones first, for a server that refuses them says why before it hangs up; the manifest last. */
    private static List<Path> ordered(List<Path> files) throws IOException {
        List<Sized> ordered = new ArrayList<>();
        for (Path file : files) {
            ordered.add(new Sized(file, Parcel.fileName(file).equals(MANIFEST) ? Long.MAX_VALUE : Files.size(file)));
        }
        return ordered.stream()
                .sorted(Comparator.comparingLong(Sized::size))
                .map(Sized::file)
                .toList();
    }

    private record Sized(Path file, long size) {}

    private static PutObjectRequest request(Address to, String key, Path file) throws IOException {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(Bucket.name(to))
                .key(key)
                .contentLength(Files.size(file))
                .contentType(type(key))
                .contentMD5(S3Parts.digest(Files.newInputStream(file)));
        sse(to).ifPresent(request::serverSideEncryption);
        to.options().find("kmsKey").ifPresent(request::ssekmsKeyId);
        acl(to).ifPresent(request::acl);
        return request.build();
    }

    private static CreateMultipartUploadRequest inParts(Address to, String key) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(Bucket.name(to))
                .key(key)
                .contentType(type(key));
        sse(to).ifPresent(request::serverSideEncryption);
        to.options().find("kmsKey").ifPresent(request::ssekmsKeyId);
        acl(to).ifPresent(request::acl);
        return request.build();
    }

    private static Optional<String> sse(Address to) {
        return Optional.of(to.options().oneOf("sse", "", "AES256", "aws:kms")).filter(word -> !word.isEmpty());
    }

    private static Optional<String> acl(Address to) {
        return Optional.of(to.options().oneOf("acl", "", "bucket-owner-full-control", "private"))
                .filter(word -> !word.isEmpty());
    }

    private static String type(String key) {
        return switch (key.substring(key.lastIndexOf('.') + 1)) {
            case "csv" -> "text/csv; charset=utf-8";
            case "json" -> "application/json";
            case "jsonl" -> "application/x-ndjson";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "zip" -> "application/zip";
            case "txt" -> "text/plain; charset=utf-8";
            case "pdf" -> "application/pdf";
            case "pgp", "asc" -> "application/pgp-encrypted";
            default -> "application/octet-stream";
        };
    }
}
