// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.testing;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Damages whole files, one way after the other, and has each read: whatever is thrown, takes ten seconds, or takes half a gigabyte, is
 * found. Each way to damage has a seed of its own, the one after the seed of the one before, and is the same on every machine; what is
 * found names its seed, and {@code -Dfuzz.seed=} that seed finds it first.
 *
 * <p>Without {@code -Dfuzz.minutes=} each kind of file is damaged as often as its test says, from seed 7 on. With it, each is damaged for so
 * many minutes, from a seed that is told, and another each time unless it is given.
 */
public final class Fuzz {

    /** Reads one damaged file. What it lets out is a fault. */
    @FunctionalInterface
    public interface Reading {

        /**
         * Reads.
         *
         * @param which number of the whole file that was damaged, from 0
         * @param damaged its bytes
         */
        void of(int which, byte[] damaged) throws Exception;
    }

    private static final String MINUTES = System.getProperty("fuzz.minutes", "");
    private static final long SEED = Long.getLong("fuzz.seed", MINUTES.isEmpty() ? 7 : System.nanoTime() >>> 20);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 512L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final PrintStream OUT = System.out;

    /** What means something to somebody who reads files. */
    private static final List<String> WORDS = List.of(
            "\0",
            "\"\"",
            "\\u0000",
            "\\ud800",
            "\uFEFF",
            "\u0085",
            "\r\r\n",
            "[[[[",
            "{\"a\":",
            "]}",
            "null",
            "NaN",
            "-0",
            "1e999999999",
            "-9223372036854775809",
            "99999999999999999999999999",
            "0000-00-00",
            "9999-99-99",
            "+999999999-12-31",
            "2026-02-30T25:61:61Z",
            "<!DOCTYPE x [<!ENTITY e \"&e;&e;\">]>",
            "&e;",
            "&#0;",
            "&#xD800;",
            "&#99999999999;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "<?xml version=\"1.1\" encoding=\"UTF-32\"?>",
            "</",
            "/>",
            " xmlns=\"\"",
            " xsi:nil=\"true\"",
            "&a *a",
            "<<: *a\n",
            "!!java.net.URL ",
            "? ",
            "\n---\n",
            "\t",
            "%",
            "../",
            "cid:",
            "(((((((((a+)+)+)+)+)+)+)+)+$");

    private final String what;
    private final int times;
    private final Reading reading;
    private final byte[][] wholes;
    private volatile long seed = SEED;
    private volatile long began = System.nanoTime();
    private volatile Thread reader = Thread.currentThread();

    private Fuzz(String what, int times, Reading reading, byte[]... wholes) {
        this.what = what;
        this.times = times;
        this.reading = reading;
        this.wholes = wholes;
    }

    /**
     * Has damaged files read.
     *
     * @param what which kind of file they are
     * @param times how often, where nobody asks for minutes
     * @param reading reads one
     * @param wholes whole files, one of which is damaged at a time
     */
    public static void damage(String what, int times, Reading reading, byte[]... wholes) {
        new Fuzz(what, times, reading, wholes).run();
    }

    private void run() {
        ExecutorService one = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "damaged " + what);
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<Long> all = one.submit(this::all);
            while (!ended(all)) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    AssertionError hangs = new AssertionError(said("takes more than " + LONGEST.toSeconds() + " s"));
                    hangs.setStackTrace(reader.getStackTrace());
                    throw hangs;
                }
            }
        } finally {
            one.shutdownNow();
        }
    }

    private boolean ended(Future<Long> all) {
        try {
            long read = all.get(1, TimeUnit.SECONDS);
            if (!MINUTES.isEmpty()) {
                OUT.printf("%s: %,d damaged in %s minutes, -Dfuzz.seed=%d%n", what, read, MINUTES, SEED);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(said("fails"), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(said("was interrupted"), e);
        }
    }

    private String said(String how) {
        return "a damaged " + what + ' ' + how + ": repeat it with -Dfuzz.seed=" + seed;
    }

    private long all() throws Exception {
        reader = Thread.currentThread();
        long end = MINUTES.isEmpty() ? 0 : System.nanoTime() + (long) (Double.parseDouble(MINUTES) * 60e9);
        long read = 0;
        while (MINUTES.isEmpty() ? read < times : System.nanoTime() < end) {
            SplittableRandom random = new SplittableRandom(seed);
            int which = random.nextInt(wholes.length);
            byte[] damaged = damaged(wholes[which], random);
            began = System.nanoTime();
            long before = THREADS.getThreadAllocatedBytes(reader.getId());
            reading.of(which, damaged);
            long taken = THREADS.getThreadAllocatedBytes(reader.getId()) - before;
            if (taken > MOST_BYTES) {
                throw new AssertionError(damaged.length + " bytes took " + (taken >> 20) + " MiB to read");
            }
            read++;
            seed++;
        }
        return read;
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length + 1)) : whole.clone();
        int hits = 1 + random.nextInt(4);
        for (int i = 0; i < hits && bytes.length > 0; i++) {
            int place = random.nextInt(bytes.length);
            int other = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, place + 1 + random.nextInt(64));
            switch (random.nextInt(8)) {
                case 0 -> bytes[place] = (byte) random.nextInt(256);
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 2, 3 -> bytes[place] = (byte) "\",\r\n{}[]\0<>&;:-/".charAt(random.nextInt(16));
                case 4 -> bytes = replaced(bytes, place, place, word(random));
                case 5 -> bytes = replaced(bytes, place, end, new byte[0]);
                case 6 -> bytes = replaced(bytes, other, other, Arrays.copyOfRange(bytes, place, end));
                default -> bytes = replaced(bytes, place, end, word(random));
            }
        }
        return bytes;
    }

    /** A word, now and then one again and again: deep where it opens something, long where it does not. */
    private static byte[] word(SplittableRandom random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return word.repeat(random.nextInt(16) == 0 ? 3_000 : 1).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] made = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, made, 0, from);
        System.arraycopy(by, 0, made, from, by.length);
        System.arraycopy(bytes, to, made, from + by.length, bytes.length - to);
        return made;
    }

    /** An archive with these files. */
    public static byte[] archive(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
