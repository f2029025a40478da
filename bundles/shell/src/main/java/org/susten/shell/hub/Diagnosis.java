// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP that whoever helps may read: it holds states, versions, settings and the hub's log, and no secret, no data and nothing that
 * names a child. For one thread; a file that breaks off is removed.
 */
final class Diagnosis implements AutoCloseable {

    /** Settings of the hub and its connections; agreements, mappings with their golden rows and users stay at home. */
    private static final Pattern SETTINGS = Pattern.compile("org\\.susten\\..+\\.cfg|java\\.options|connectors\\.list");

    private static final Pattern SECRET =
            Pattern.compile("(?im)^(\\s*[^#=\\s]*(?:pass|secret|token|credential|key)[^=\\n]*=).*$");
    private static final Pattern USER_OF_ADDRESS = Pattern.compile("://[^/@\\s]*@");
    private static final Pattern QUERY_OF_ADDRESS = Pattern.compile("(://[^\\s?]*\\?)\\S*");
    private static final String LEFT_OUT = "(left out)";

    /** Of the log this much at most, the newest. */
    private static final int LOG = 8 * 1024 * 1024;

    private final Path file;
    private final ZipOutputStream zip;
    private boolean whole;

    private Diagnosis(Path file, OutputStream out) {
        this.file = file;
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Into a new file that nobody but the hub's account can read. */
    static Diagnosis into(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Diagnosis(file, Files.newOutputStream(file, StandardOpenOption.WRITE));
    }

    Diagnosis put(String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        return this;
    }

    /** Settings without secrets, and of every other file its name and size. */
    Diagnosis settings(Path etc) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(etc)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        StringBuilder sizes = new StringBuilder();
        for (Path one : files) {
            String name = etc.relativize(one).toString();
            sizes.append("%10d  %s  %s%n".formatted(Files.size(one), Files.getLastModifiedTime(one), name));
            if (SETTINGS.matcher(name).matches()) {
                put("etc/" + name, withoutSecrets(Files.readString(one)));
            }
        }
        return put("etc.txt", sizes.toString());
    }

    static String withoutSecrets(String settings) {
        String kept = SECRET.matcher(settings).replaceAll("$1 " + LEFT_OUT);
        kept = QUERY_OF_ADDRESS.matcher(kept).replaceAll("$1" + LEFT_OUT);
        return USER_OF_ADDRESS.matcher(kept).replaceAll("://" + LEFT_OUT + "@");
    }

    /** The end of the hub's log, from the beginning of a line. */
    Diagnosis log(Path log) throws IOException {
        if (!Files.exists(log)) {
            return this;
        }
        byte[] end;
        try (RandomAccessFile open = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, open.length() - LOG);
            open.seek(from);
            if (from > 0) {
                open.readLine();
            }
            end = new byte[(int) (open.length() - open.getFilePointer())];
            open.readFully(end);
        }
        return put("log/" + log.getFileName(), new String(end, StandardCharsets.UTF_8));
    }

    /** What every thread is at: code, no values. */
    Diagnosis threads() throws IOException {
        return put(
                "threads.txt",
                Thread.getAllStackTraces().entrySet().stream()
                        .map(t -> "\"%s\" %s%n%s"
                                .formatted(t.getKey().getName(), t.getKey().getState(), stack(t.getValue())))
                        .sorted()
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    private static String stack(StackTraceElement[] stack) {
        return Stream.of(stack)
                .map(at -> "    at " + at + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** Says that nothing is missing; without it, closing removes the file. */
    void finish() throws IOException {
        zip.finish();
        whole = true;
    }

    @Override
    public void close() throws IOException {
        try {
            zip.close();
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }
}
