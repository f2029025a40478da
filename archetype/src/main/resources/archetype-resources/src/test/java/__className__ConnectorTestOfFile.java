package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.susten.model.ServiceContact;
import org.susten.spi.Connector;
import org.susten.testkit.ConnectorContract;

class ${className}ConnectorTest extends ConnectorContract {

    @Override
    protected Connector connector() {
        return new ${className}Connector(config(${className}Connector.Config.class, "site=riverside"));
    }

    @Override
    protected Path samples() {
        return Path.of("src/test/samples");
    }

    // The contract proves how the connector behaves; that a row means what it should is for tests such as this one.
    @Test
    void a_visit_lasts_as_long_as_its_row_says() {
        assertThat(connector().map(row("visits", "9001", Map.of(
                        "visit_id", "9001", "child_id", "501", "day", "2026-02-09", "minutes", "90", "activity", "homework help"))))
                .singleElement()
                .isInstanceOfSatisfying(ServiceContact.class, visit -> assertThat(visit.minutes()).isEqualTo(90));
    }
}
