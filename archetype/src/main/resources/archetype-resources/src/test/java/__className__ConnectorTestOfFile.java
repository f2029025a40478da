package ${package};

import java.nio.file.Path;
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
}
