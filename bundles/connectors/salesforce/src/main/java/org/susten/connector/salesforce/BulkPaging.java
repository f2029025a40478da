// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.JsonText;
import org.susten.kit.http.Paging;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;

/** A query as a job of Bulk API 2.0: it is created, waited for, and its result read by locators. */
final class BulkPaging implements Paging {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final String jobs;
    private final String query;
    private final int limit;
    private final String prefix;
    private final Context context;
    private String job = "";
    private boolean ready;
    private Duration pause = FIRST;
    private Duration waited = Duration.ZERO;

    BulkPaging(String data, String query, int limit, String prefix, Context context) {
        this.jobs = data + "/jobs/query";
        this.query = query;
        this.limit = limit;
        this.prefix = prefix;
        this.context = context;
    }

    @Override
    public Ask first() {
        return Ask.post(jobs, "application/json", "{\"operation\":\"query\",\"query\":" + JsonText.quoted(query) + '}');
    }

    @Override
    public Step take(JsonPage page) {
        if (ready) {
            return result(page);
        }
        if (job.isEmpty()) {
            job = String.valueOf(page.members().get("id"));
            if (!job.matches("\\w{5,30}")) {
                throw new ConnectorException(Kind.BROKEN, jobs + " answers without the id of a job");
            }
        }
        String state = String.valueOf(page.members().get("state"));
        return switch (state) {
            case "JobComplete" -> {
                ready = true;
                yield new Step(List.of(), results());
            }
            case "Failed", "Aborted" ->
                throw new ConnectorException(
                        Kind.UNAVAILABLE, "the bulk query " + job + " ended as " + state + "; it is tried again later");
            default -> {
                await();
                yield new Step(List.of(), Ask.get(jobs + '/' + job));
            }
        };
    }

    private void await() {
        if (waited.compareTo(PATIENCE) > 0) {
            throw new ConnectorException(
                    Kind.UNAVAILABLE,
                    "the bulk query " + job + " is not ready after two hours; it is tried again later");
        }
        context.pause(pause);
        waited = waited.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }

    private Ask results() {
        return Ask.get(jobs + '/' + job + "/results")
                .with("maxRecords", String.valueOf(limit))
                .header("Accept", "text/csv");
    }

    private Step result(JsonPage page) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        page.rows().forEach(row -> rows.add(QueryPaging.plain(row, prefix)));
        long promised = page.answer().number("Sforce-NumberOfRecords");
        if (promised >= 0 && promised != rows.size()) {
            throw new ConnectorException(
                    Kind.UNAVAILABLE,
                    "a part of the bulk query " + job + " has " + rows.size() + " rows in place of " + promised
                            + "; it is tried again later");
        }
        String locator = page.answer().header("Sforce-Locator").orElse("null");
        return new Step(
                rows,
                locator.equals("null") || locator.isBlank() ? null : results().with("locator", locator));
    }

    @Override
    public boolean complete() {
        return true;
    }
}
