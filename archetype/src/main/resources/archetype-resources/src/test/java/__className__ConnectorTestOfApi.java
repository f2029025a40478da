package ${package};

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.susten.spi.Connector;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.simulator.Call;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.Simulator;

class ${className}ConnectorTest extends ApiConnectorContract {

    private static final String LONG_AGO = "2026-01-05T06:00:00Z";

    /** The API as its documentation describes it, played on this machine, with invented children. */
    private static final class Source implements Simulator.Site {
        private final Gate gate = new Gate(Gate.Kind.OAUTH2_BASIC, Instant.parse("2026-03-02T12:00:00Z"));

        private static List<Map<String, Object>> rows(String stream) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 1; i <= 250; i++) {
                rows.add(stream.equals("children")
                        ? Map.of("id", i, "name", Map.of("first", "Inventia" + i, "last", "Samplewell" + i),
                                "birth_date", "2016-04-03", "updated_at", LONG_AGO)
                        : Map.of("id", i, "child_id", i, "day", "2026-02-09", "minutes", 90, "activity", "robotics",
                                "updated_at", LONG_AGO));
            }
            return rows;
        }

        @Override
        public void expire() {
            gate.expire();
        }

        @Override
        public Reply answer(Call call) {
            if (call.path().equals("/token")) {
                return gate.token(call);
            }
            if (!gate.opens(call, "")) {
                return Reply.refused(401, "unauthorized");
            }
            String since = call.query().getOrDefault("updated_since", "");
            List<Map<String, Object>> rows = rows(call.path().substring(1)).stream()
                    .filter(row -> row.get("updated_at").toString().compareTo(since) > 0)
                    .toList();
            List<Map<String, Object>> page = Reply.slice(rows, call.number("offset", 0), call.number("limit", 20));
            return Reply.json(Map.of("items", page)).header("X-Total-Count", String.valueOf(rows.size()));
        }
    }

    @Override
    protected Simulator simulator() {
        return Simulator.of(new Source());
    }

    @Override
    protected Connector connector(String address) {
        return new ${className}Connector(config(${className}Connector.Config.class, "site=riverside", "baseUrl=" + address,
                "clientId=" + Gate.ID, "clientSecret=key"));
    }

    @Override
    protected String largest() {
        return "children";
    }
}
