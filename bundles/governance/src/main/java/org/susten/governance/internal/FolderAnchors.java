// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.files.Durable;
import org.susten.governance.Agreements;
import org.susten.governance.Anchor;
import org.susten.governance.Anchors;
import org.susten.governance.Ledger;

/** Pages in a folder, one for each day. */
@Component(configurationPid = "org.susten.governance")
public final class FolderAnchors implements Anchors {

    private static final Logger log = LoggerFactory.getLogger(FolderAnchors.class);

    private static final String STANDS =
            "select from governance.disclosure where chain = ? and first_entry + entries - 1 = ?";

    private final Database database;
    private final Ledger ledger;
    private final Agreements agreements;
    private final Path folder;
    private final Clock clock;
    /** Of the last look. Pages are of days, and a copy of the same day contradicts none. */
    private volatile @Nullable Anchor seen;

    /** Starts with the folder that is configured; nothing is written yet. */
    @Activate
    public FolderAnchors(
            @Reference Database database,
            @Reference Ledger ledger,
            @Reference Agreements agreements,
            GovernanceConfig config) {
        this(
                database,
                ledger,
                agreements,
                Path.of(System.getProperty("karaf.base", "."))
                        .resolve(config.anchors().strip()),
                Clock.systemUTC());
    }

    FolderAnchors(Database database, Ledger ledger, Agreements agreements, Path folder, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.agreements = agreements;
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
    }

    @Override
    public Anchor now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Anchor(agreements.day(now), now, ledger.head());
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void keep() {
        Anchor anchor = now();
        Path page = folder.resolve(anchor.fileName());
        try {
            if (Files.exists(page)) {
                return;
            }
            Durable.createFolders(folder);
            write(page, anchor.page());
        } catch (IOException e) {
            throw new UncheckedIOException(page.getFileName() + " cannot be written into " + folder, e);
        }
        log.info("ledger anchor of {}: {}", anchor.day(), anchor.line());
    }

    /** On disk before it has its name; of two hubs that write at once, one page stays. */
    private void write(Path page, String text) throws IOException {
        Path part = Files.createTempFile(folder, ".ledger", ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Durable.move(part, page);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public List<String> contradicted() {
        List<String> contradicted = new ArrayList<>();
        List<Path> pages = pages();
        database.inTransaction(connection -> {
            for (Path page : pages) {
                String text = text(page);
                if (Anchor.whole(text) && !stand(connection, Anchor.heads(text))) {
                    contradicted.add(page.getFileName().toString());
                }
            }
            return contradicted.size();
        });
        return contradicted;
    }

    @Override
    public Optional<Anchor> lost() {
        Anchor before = seen;
        Anchor now = now();
        if (before != null
                && !before.head().equals(now.head())
                && !database.<Boolean>inTransaction(connection -> stands(connection, before.head()))) {
            return Optional.of(before);
        }
        seen = now;
        return Optional.empty();
    }

    @Override
    public List<String> damaged() {
        return pages().stream()
                .filter(page -> !Anchor.whole(text(page)))
                .map(page -> page.getFileName().toString())
                .toList();
    }

    private List<Path> pages() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("ledger-\\d{4}-\\d{2}-\\d{2}\\.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    /** Whatever bytes there are: a garbled page must not keep the others from being read. */
    private static String text(Path page) {
        try {
            return new String(Files.readAllBytes(page), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(page + " cannot be read", e);
        }
    }

    private static boolean stand(Connection connection, List<Ledger.Head> heads) throws SQLException {
        for (Ledger.Head head : heads) {
            if (!stands(connection, head)) {
                return false;
            }
        }
        return true;
    }

    private static boolean stands(Connection connection, Ledger.Head head) throws SQLException {
        byte[] hash = HexFormat.of().parseHex(head.hash());
        return head.entries() == 0 && Arrays.equals(hash, JdbcLedger.GENESIS)
                || Sql.exists(connection, STANDS, hash, head.entries());
    }
}
