package ${package};

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.susten.kit.Fields;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OAuth2;
import org.susten.kit.http.OffsetPaging;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Asks the REST API of ${className}: who the children are, and when and how long it met with them. */
@Component(name = "org.susten.connector.${name}", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ${className}Connector.Config.class, factory = true)
public final class ${className}Connector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "${className}")
    public @interface Config {
        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the site, recorded as provenance; never change it later")
        String site() default "main";

        /** Where the API is. */
        @AttributeDefinition(description = "Address of the API, such as https://${name}.example.org/api")
        String baseUrl();

        /** Client id. */
        @AttributeDefinition(description = "Client id that the API's owner gave")
        String clientId();

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that goes with it")
        String clientSecret();

        /** How often everything is read. */
        @AttributeDefinition(description = "After how many days everything is read and compared, and not only what changed")
        int fullEveryDays() default 7;
    }

    private static final int PAGE = 100;
    private static final Duration NIGHTLY = Duration.ofDays(1);
    private static final Catalogue CATALOGUE = Catalogue.of("${name}", "${className}", Sector.AFTERSCHOOL)
            .stream("children", Person.class, Catalogue.Mode.INCREMENTAL, NIGHTLY, "id",
                    field("name.first", "Person.givenName", DIRECTORY), field("name.last", "Person.familyName", DIRECTORY),
                    field("birth_date", "Person.birthDate", PERSONAL))
            .stream("visits", ServiceContact.class, Catalogue.Mode.INCREMENTAL, NIGHTLY, "id",
                    field("child_id", "ServiceContact.person", PERSONAL), field("day", "ServiceContact.day", PERSONAL),
                    field("minutes", "ServiceContact.minutes", PERSONAL), field("activity", "ServiceContact.service", PERSONAL))
            .build();

    private final Config config;
    private final Login login;

    /** One connection. */
    @Activate
    public ${className}Connector(Config config) {
        this.config = config;
        this.login = OAuth2.of(config.baseUrl() + "/token", config.clientId(), config.clientSecret());
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        HttpApi.at(config.baseUrl(), login, context).get(Ask.get("children").with("limit", "1"));
    }

    /** Everything, or what changed since the last reading began; this API marks what is gone with {@code deleted}. */
    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        Instant now = context.clock().instant();
        Window window = Window.of(since, now, config.fullEveryDays()).upTo(now.toString(), now);
        Ask ask = Ask.get(stream.name());
        if (window.from() != null) {
            ask = ask.with("updated_since", window.from());
        }
        Notes notes = new Notes(stream.name());
        OffsetPaging pages = OffsetPaging.of(ask, PAGE, ${className}Connector::id, page -> page.answer().number("X-Total-Count"), notes);
        FlatRows rows = new FlatRows(stream.name(), ${className}Connector::id, row -> "true".equals(row.get("deleted")), window);
        return new PagedRows(HttpApi.at(config.baseUrl(), login, context), pages, rows, notes, window.row(), "items");
    }

    private static String id(Map<String, ?> row) {
        Object id = row.get("id");
        return id == null ? "" : id.toString();
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return switch (row.stream()) {
            case "children" -> List.of(Person.builder(id("children", row.required("id"))).roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text("name.first")).familyName(row.text("name.last")).birthDate(Fields.date(row, "birth_date")).build());
            case "visits" -> List.of(ServiceContact.builder(id("visits", row.required("id")))
                    .person(id("children", row.required("child_id"))).day(Fields.required(Fields.date(row, "day"), "day"))
                    .minutes(Fields.whole(row, "minutes")).service(row.text("activity")).build());
            default -> throw new IllegalArgumentException(row.stream());
        };
    }

    private SourceId id(String stream, String key) {
        return new SourceId("${name}", config.site(), stream, key);
    }
}
