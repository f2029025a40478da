// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The hub's way to buckets, at AWS and at others that speak its protocol: through the {@link WebDoor}, so to permitted hosts and
 * over verified TLS only; login by a secret's name. What this machine may have of AWS settings is not heeded.
 */
public final class S3Door {
    private final WebDoor web;
    private final Logins logins;

    /** With the key of a login, by the way of the web. */
    public S3Door(WebDoor web, Logins logins) {
        this.web = web;
        this.logins = logins;
    }

    /** Refuses an address that cannot be used. */
    public void check(Address address) {
        web.check(address);
        open(address).close();
    }

    /** The server's operations; to be closed. Nothing is sent yet. */
    public S3Client open(Address address) {
        String id = address.options()
                .find("accessKey")
                .orElseThrow(() -> TransportException.settings(
                        address + " says no login",
                        "write accessKey= with the id and secretKey= with a secret's name"));
        String secret = logins.secret(address, "secretKey")
                .orElseThrow(() -> TransportException.settings(
                        address + " says no login", "write secretKey= with the name of a secret"));
        String server = "https://" + address.host() + (address.port() == 443 ? "" : ":" + address.port());
        return S3Client.builder()
                .endpointOverride(URI.create(server))
                .region(Region.of(address.options().get("region", "us-east-1")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                // the bucket in the path: one host to permit, whatever the bucket is called
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(
                        o -> o.defaultProfileFile(ProfileFile.aggregator().build())
                                .retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClient(new WebDoorClient(web, address))
                .build();
    }

    /** What a failure of fetching means. */
    public static TransportException trouble(Address address, SdkException failure) {
        return trouble(
                address, failure, "for the rights to list, read and, unless after=keep, to write and delete there");
    }

    /** What a failure of an operation means; for what rights the bucket's owner is to be asked where they are missing. */
    public static TransportException trouble(Address address, SdkException failure, String rights) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TransportException known) {
                return known;
            }
        }
        if (failure instanceof S3Exception said) {
            return trouble(address, said, rights);
        }
        return new TransportException(
                TransportException.Kind.UNAVAILABLE,
                address + " at " + address.partner() + address.way() + " did not answer: "
                        + TransportException.words(cause(failure)),
                failure);
    }

    private static Throwable cause(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null && t.getClass().getName().startsWith("software.amazon.")) {
            t = t.getCause();
        }
        return t;
    }

    private static TransportException trouble(Address address, S3Exception said, String rights) {
        int status = said.statusCode();
        String code = code(said);
        String answer =
                address + " at " + address.partner() + " answered " + status + (code.isEmpty() ? "" : " " + code);
        if (status == 412) {
            return new TransportException(
                    TransportException.Kind.CHANGED,
                    "a file of " + address + " was replaced before it was read: not taken, it is tried again");
        }
        if (status == 429 || status == 408 || status >= 500) {
            return TransportException.later(answer, retryAfter(said));
        }
        String words =
                switch (code) {
                    case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
                        ": it does not accept the hub's login; check accessKey and the secret, or ask the bucket's owner";
                    case "AccessDenied" -> ": the hub's login may not do that; ask the bucket's owner " + rights;
                    case "NoSuchBucket" -> ": there is no bucket of that name; check it, or ask its owner";
                    case "RequestTimeTooSkewed" -> ": this machine's clock is wrong; set it";
                    case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                        ": the bucket is in another region; write region= as its owner says";
                    default ->
                        status == 403
                                ? ": it does not accept the hub's login, or not for that; ask the bucket's owner"
                                : ": ask the bucket's owner why";
                };
        return new TransportException(TransportException.Kind.REFUSED, answer + words, said);
    }

    /** The server's word for it, if it is one. */
    static String code(S3Exception said) {
        String code =
                said.awsErrorDetails() == null ? null : said.awsErrorDetails().errorCode();
        return code != null && code.matches("[A-Za-z0-9]{1,60}") ? code : "";
    }

    private static @Nullable Duration retryAfter(S3Exception said) {
        if (said.awsErrorDetails() == null || said.awsErrorDetails().sdkHttpResponse() == null) {
            return null;
        }
        return said.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}
