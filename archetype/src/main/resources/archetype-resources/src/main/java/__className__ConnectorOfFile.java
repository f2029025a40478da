package ${package};

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.susten.kit.Csv;
import org.susten.kit.Drops;
import org.susten.kit.Fields;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Reads the CSV exports of ${className}: who the children are, and when and how long it met with them. */
@Component(name = "org.susten.connector.${name}", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ${className}Connector.Config.class, factory = true)
public final class ${className}Connector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "${className}")
    public @interface Config {
        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the site, recorded as provenance; never change it later")
        String site() default "main";
    }

    private static final Duration NIGHTLY = Duration.ofDays(1);
    private static final Catalogue CATALOGUE = Catalogue.of("${name}", "${className}", Sector.AFTERSCHOOL)
            .stream("children", Person.class, Catalogue.Mode.SNAPSHOT, NIGHTLY, "child_id",
                    field("first_name", "Person.givenName", DIRECTORY), field("last_name", "Person.familyName", DIRECTORY),
                    field("birth_date", "Person.birthDate", PERSONAL))
            .stream("visits", ServiceContact.class, Catalogue.Mode.INCREMENTAL, NIGHTLY, "visit_id",
                    field("child_id", "ServiceContact.person", PERSONAL), field("day", "ServiceContact.day", PERSONAL),
                    field("minutes", "ServiceContact.minutes", PERSONAL), field("activity", "ServiceContact.service", PERSONAL))
            .build();

    private final String site;

    /** One connection. */
    @Activate
    public ${className}Connector(Config config) {
        this.site = config.site();
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        if (context.inlet().names("*.csv").isEmpty()) {
            throw new ConnectorException(ConnectorException.Kind.UNAVAILABLE, "no children*.csv or visits*.csv has arrived yet");
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        RowMaker.Factory rows = RowMaker.keyed(stream.name(), stream.key());
        return Drops.read(context.inlet(), stream.name() + "*.csv", Csv.standard(), since, rows);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return switch (row.stream()) {
            case "children" -> List.of(Person.builder(id("children", row.required("child_id"))).roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text("first_name")).familyName(row.text("last_name")).birthDate(Fields.date(row, "birth_date")).build());
            case "visits" -> List.of(ServiceContact.builder(id("visits", row.required("visit_id")))
                    .person(id("children", row.required("child_id"))).day(Fields.required(Fields.date(row, "day"), "day"))
                    .minutes(Fields.whole(row, "minutes")).service(row.text("activity")).build());
            default -> throw new IllegalArgumentException(row.stream());
        };
    }

    private SourceId id(String stream, String key) {
        return new SourceId("${name}", site, stream, key);
    }
}
