// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.susten.connector.oneroster.Manifest.Mode;
import org.susten.connector.oneroster.RosterFile.Version;
import org.susten.connector.oneroster.RosterReader.Snapshot;
import org.susten.kit.Csv;
import org.susten.kit.NoRows;
import org.susten.kit.Sites;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Reads OneRoster: CSV exports of version 1.1 and 1.2, or a server of version 1.0, 1.1 or 1.2 that is asked. */
@Component(name = "org.susten.connector.oneroster", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OneRosterConnector.Config.class, factory = true)
public final class OneRosterConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "OneRoster", description = "A district's OneRoster export or server")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the district, recorded as provenance; never change it later")
        String site();

        /** The identifier system of students' numbers. */
        @AttributeDefinition(
                description =
                        "System of the students' identifier column, such as stateStudentId; empty means districtId:<site>")
        String identifierSystem() default "";

        /** When the absence of a row closes it. */
        @AttributeDefinition(
                description = "When the absence of a row closes it: where the manifest says bulk, always, or never",
                options = {@Option("manifest"), @Option("always"), @Option("never")})
        String snapshot() default "manifest";

        /** A server's address; empty where files arrive. */
        @AttributeDefinition(
                description =
                        "Address of a server to ask, such as https://sis.example.org/ims/oneroster/v1p1; empty where files arrive")
        String baseUrl() default "";

        /** How the hub makes itself known. */
        @AttributeDefinition(
                description = "How the hub makes itself known to the server",
                options = {
                    @Option("oauth1"),
                    @Option("oauth1-sha1"),
                    @Option("oauth2"),
                    @Option("bearer"),
                    @Option("none")
                })
        String login() default "oauth2";

        /** Client id or consumer key. */
        @AttributeDefinition(description = "Client id or consumer key that the server gave")
        String clientId() default "";

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that goes with it, or of the lasting token")
        String clientSecret() default "";

        /** Where tokens are. */
        @AttributeDefinition(description = "Address that gives tokens for OAuth 2.0")
        String tokenUrl() default "";

        /** How tokens are asked for. */
        @AttributeDefinition(
                description = "How id and secret are given for a token",
                options = {@Option("auto"), @Option("basic"), @Option("form"), @Option("json")})
        String tokenRequest() default "auto";

        /** Scopes. */
        @AttributeDefinition(
                description =
                        "Scopes, separated by spaces; empty means those that the standard needs for reading with 1.2")
        String scopes() default "";

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once")
        int pageSize() default 500;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only what changed; 0 means each time")
        int fullEveryDays() default 1;
    }

    private static final Catalogue CATALOGUE = catalogueOfAll();

    private final Ids ids;
    private final Snapshot snapshot;
    private final Rostering rostering;
    private final Users users;
    private final Gradebook gradebook;
    private final @Nullable RestService rest;
    private final Catalogue catalogue;

    /** One connection. */
    @Activate
    public OneRosterConnector(Config config) {
        this.ids = new Ids(Sites.name(config.site()));
        this.snapshot = Settings.snapshot(config.snapshot());
        this.rostering = new Rostering(ids);
        this.users = new Users(ids, new UserIdentifiers(ids.site(), config.identifierSystem()));
        this.gradebook = new Gradebook(ids);
        this.rest = config.baseUrl().isBlank() ? null : new RestService(config);
        this.catalogue = rest == null ? CATALOGUE : RestStreams.catalogue(Version.in(config.baseUrl()));
    }

    private static Catalogue catalogueOfAll() {
        Catalogue.Builder builder = Catalogue.of(Ids.SYSTEM, "OneRoster CSV", Sector.SCHOOL);
        RosterFiles.ALL.forEach(file -> builder.stream(file.stream()));
        return builder.build();
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void check(Context context) {
        if (rest != null) {
            rest.check(context);
        } else {
            RosterExport.in(context.inlet());
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return rest != null ? rest.read(stream, since, context) : readFile(stream, since, context);
    }

    private SourceReader readFile(Catalogue.Stream stream, Cursor since, Context context) {
        RosterExport export = RosterExport.in(context.inlet());
        RosterFile file = RosterFiles.named(stream.name());
        List<Finding> findings = new ArrayList<>();
        if (stream.name().equals(CATALOGUE.streams().get(0).name())) {
            findings.addAll(export.findings());
        }
        Optional<Mode> mode = export.mode(file.name());
        Optional<String> found = export.file(file.name());
        if (found.isEmpty()) {
            if (mode.isPresent() && mode.get() != Mode.ABSENT) {
                findings.add(new Finding(file.name() + ".csv", "is promised by the manifest and did not come"));
            } else if (file.name().equals("roles") && export.lacksRoles()) {
                findings.add(new Finding(
                        "roles.csv",
                        "did not come with the users of this export of version 1.2: who has no role in users.csv belongs to no"
                                + " organization; ask the source's owner for it"));
            }
            return new NoRows(findings);
        }
        if (mode.equals(Optional.of(Mode.ABSENT))) {
            findings.add(
                    new Finding(found.get(), "came although the manifest says that it is absent; it was not read"));
            return new NoRows(findings);
        }
        if (mode.isEmpty() && export.hasManifest()) {
            findings.add(new Finding(
                    found.get(),
                    "is not told bulk or delta by the manifest: with status or dateLastModified in its rows it is taken for"
                            + " changes, otherwise for everything"));
        }
        boolean changes = export.version() == Version.V1_2
                && snapshot != Snapshot.ALWAYS
                && (!mode.equals(Optional.of(Mode.BULK)) || besideChanges(export, file));
        RosterRows rows = new RosterRows(file.name(), Beside.of(export, file, changes, context, ids));
        Csv csv = Csv.standard().expecting(file.expected(export.version()));
        return new RosterReader(
                found.get(), csv.open(export.inlet(), found.get(), since, rows), rows, mode, snapshot, findings);
    }

    /** Whether the file that says the rest of a user brings less than everything, though this one does not. */
    private static boolean besideChanges(RosterExport export, RosterFile file) {
        return switch (file.name()) {
            // Whose roles are absent has none, or they would be there.
            case "users" -> export.mode("roles").equals(Optional.of(Mode.DELTA));
            case "roles" -> !export.mode("users").equals(Optional.of(Mode.BULK));
            default -> false;
        };
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        Words.status(row);
        return switch (row.stream()) {
            case "orgs" -> rostering.organization(row);
            case "academicSessions" -> rostering.session(row);
            case "courses" -> rostering.course(row);
            case "classes" -> rostering.section(row);
            case "users" -> users.user(row);
            case "roles" -> users.role(row);
            case "demographics" -> users.demographic(row);
            case "enrollments" -> rostering.membership(row);
            case "lineItems" -> gradebook.lineItem(row);
            case "results" -> gradebook.result(row);
            default -> gradebook.whole(row);
        };
    }
}
