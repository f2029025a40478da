// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Puts or copies a large file in parts, one after the other, so that a line that breaks costs a part; it shows when the last one is
 * there.
 */
public final class S3Parts {
    /** As many as one object can have. */
    private static final int MOST = 10_000;

    private final S3Client client;
    private final long part;

    /**
     * @param part bytes of one part; more where a file would have too many
     */
    public S3Parts(S3Client client, long part) {
        this.client = client;
        this.part = part;
    }

    /** Makes the parts of an upload. */
    @FunctionalInterface
    private interface Maker {
        List<CompletedPart> parts(String upload) throws IOException;
    }

    /** Puts the file as the request says. What a failure leaves of it is thrown away, where the login may do that. */
    public void put(CreateMultipartUploadRequest request, Path file) throws IOException {
        make(request, upload -> parts(request, upload, file));
    }

    /** Copies a file of the same bucket as the request says, within the server, as long as it is the very one that was found. */
    void copy(CreateMultipartUploadRequest request, Bucket.Found file) throws IOException {
        make(request, upload -> copies(request, upload, file));
    }

    private void make(CreateMultipartUploadRequest request, Maker maker) throws IOException {
        String upload = client.createMultipartUpload(request).uploadId();
        boolean whole = false;
        try {
            List<CompletedPart> parts = maker.parts(upload);
            client.completeMultipartUpload(r -> r.bucket(request.bucket())
                    .key(request.key())
                    .uploadId(upload)
                    .multipartUpload(m -> m.parts(parts)));
            whole = true;
        } finally {
            if (!whole) {
                abort(request, upload);
            }
        }
    }

    private List<CompletedPart> parts(CreateMultipartUploadRequest request, String upload, Path file)
            throws IOException {
        long size = Files.size(file);
        long length = length(size);
        List<CompletedPart> parts = new ArrayList<>();
        for (long begin = 0; begin < size; begin += length) {
            int number = parts.size() + 1;
            try (Range range = new Range(file, begin, Math.min(length, size - begin))) {
                UploadPartRequest next = UploadPartRequest.builder()
                        .bucket(request.bucket())
                        .key(request.key())
                        .uploadId(upload)
                        .partNumber(number)
                        .contentLength(range.length)
                        .contentMD5(digest(range.newStream()))
                        .build();
                String tag = client.uploadPart(next, range.body()).eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
        }
        return parts;
    }

    private List<CompletedPart> copies(CreateMultipartUploadRequest request, String upload, Bucket.Found file) {
        long size = file.stamp().size();
        long length = length(size);
        List<CompletedPart> parts = new ArrayList<>();
        for (long begin = 0; begin < size; begin += length) {
            int number = parts.size() + 1;
            String range = "bytes=" + begin + '-' + (Math.min(begin + length, size) - 1);
            String tag = client.uploadPartCopy(r -> r.sourceBucket(request.bucket())
                            .sourceKey(file.key())
                            .copySourceIfMatch(file.stamp().tag())
                            .copySourceRange(range)
                            .destinationBucket(request.bucket())
                            .destinationKey(request.key())
                            .uploadId(upload)
                            .partNumber(number))
                    .copyPartResult()
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        return parts;
    }

    private long length(long size) {
        return Math.max(part, (size + MOST - 1) / MOST);
    }

    /** The failure that is told is the one before. */
    private void abort(CreateMultipartUploadRequest request, String upload) {
        try {
            client.abortMultipartUpload(
                    r -> r.bucket(request.bucket()).key(request.key()).uploadId(upload));
        } catch (SdkException e) {
            // The bucket's own rule for what is not complete does it.
            return;
        }
    }

    /** Some bytes of a file, to be read as often as they are sent; nobody else closes what was read last. */
    private static final class Range implements ContentStreamProvider, AutoCloseable {
        private final Path file;
        private final long begin;
        private final long length;
        private @Nullable InputStream open;

        Range(Path file, long begin, long length) {
            this.file = file;
            this.begin = begin;
            this.length = length;
        }

        RequestBody body() {
            return RequestBody.fromContentProvider(this, length, "application/octet-stream");
        }

        @Override
        public InputStream newStream() {
            try {
                close();
                FileChannel channel = FileChannel.open(file);
                open = BoundedInputStream.builder()
                        .setInputStream(Channels.newInputStream(channel))
                        .setMaxCount(length)
                        .get();
                channel.position(begin);
                return open;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }

    /** MD5 in base 64, which every server of S3 checks; against accidents only. */
    public static String digest(InputStream bytes) throws IOException {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            try (InputStream in = new DigestInputStream(bytes, md5)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks MD5, which every Java must have", e);
        }
    }
}
