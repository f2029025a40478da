// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.susten.feeds.Rosters;
import org.susten.feeds.Rosters.Page;
import org.susten.feeds.Rosters.Row;
import org.susten.feeds.Rosters.Standing;
import org.susten.provider.internal.Route.Place;

/**
 * Answers callers. What was answered is kept as long as the snapshot is the same: the ledger has it already. Safe for any thread.
 */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 96L << 20;

    /**
     * So many answers of one feed are read from the database at the same time, fewer than the hub has connections to it by far. Others of that
     * feed wait for their turn: theirs are the ones in front.
     */
    private static final int READ_AT_ONCE = 6;

    private static final long PATIENCE_SECONDS = 30;

    private final Rosters rosters;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final KeptAnswers kept = new KeptAnswers(MOST_BYTES);

    Answers(Rosters rosters) {
        this.rosters = rosters;
    }

    /** A request that has been understood. */
    record Request(Service service, Route route, String root, String path, String query) {}

    /** Answers, unless the caller's agreement or scopes do not allow it or there is no such thing. */
    Answer to(Caller caller, Request request) {
        Standing standing = rosters.standing(caller.feed())
                .orElseThrow(() -> Refused.stranger("there is no roster for this client"));
        if (!standing.permitted()) {
            throw Refused.forbidden(standing.clause() + ": " + standing.reason());
        }
        Collection collection = request.route().collection();
        Set<String> possible = Scopes.needed(request.route());
        if (possible.stream().noneMatch(caller.scopes()::contains)) {
            List<String> needed = new TreeSet<>(possible)
                    .stream().map(word -> Scopes.PREFIX + word).toList();
            throw Refused.scope(
                    "the token lacks the scope for this address: " + String.join(" or ", needed),
                    String.join(" ", needed));
        }
        if (collection
                .granted()
                .filter(file -> !standing.files().contains(file))
                .isPresent()) {
            throw Refused.forbidden("the agreement does not grant what " + collection.word() + " cannot be without");
        }
        String key = caller.feed()
                + ' '
                + standing.version()
                + ' '
                + request.root()
                + request.path()
                + '?'
                + request.query();
        Answer known = kept.find(key);
        if (known != null) {
            return known;
        }
        Answer answer = read(caller, request);
        kept.keep(key, answer);
        return answer;
    }

    private Answer read(Caller caller, Request request) {
        Semaphore turn = turns.computeIfAbsent(caller.feed(), feed -> new Semaphore(READ_AT_ONCE, true));
        try {
            if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Refused.tooMuch("The answers that you asked for before take long: ask for fewer at once.", 10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.busy();
        }
        try {
            return request.route().single().isPresent()
                    ? one(caller, request, request.route().single().get())
                    : page(caller, request);
        } finally {
            turn.release();
        }
    }

    private Answer one(Caller caller, Request request, String id) {
        Collection collection = request.route().collection();
        Ask ask = Ask.of(collection, request.query());
        if (collection.empty()) {
            throw missing(collection);
        }
        Page page = rosters.page(caller.feed(), Ask.one(collection, id, List.of()));
        if (page.rows().isEmpty()) {
            throw missing(collection);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(collection.single(), object(request, ask, page.rows().get(0)));
        warn(request, ask, answer);
        return new Answer(write(answer), -1, List.of());
    }

    private Answer page(Caller caller, Request request) {
        Collection collection = request.route().collection();
        Ask ask = Ask.of(collection, request.query());
        for (Place place : request.route().within()) {
            Page there = rosters.page(caller.feed(), Ask.one(place.collection(), place.id(), place.where()));
            if (there.rows().isEmpty()) {
                throw missing(place.collection());
            }
        }
        Page page = collection.empty()
                ? new Page(List.of(), 0)
                : rosters.page(caller.feed(), ask.question(request.route()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray(collection.file());
        page.rows().forEach(row -> rows.add(object(request, ask, row)));
        warn(request, ask, answer);
        return new Answer(write(answer), page.total(), links(request, ask, page.total()));
    }

    /** 1.1 has a place for what was not heeded; the answers of 1.2 have none. */
    private static void warn(Request request, Ask ask, ObjectNode answer) {
        if (!request.service().newer()) {
            ask.unheeded().forEach(refused -> answer.withArrayProperty("statusInfoSet")
                    .addObject()
                    .put("imsx_codeMajor", "success")
                    .put("imsx_severity", "warning")
                    .put("imsx_description", refused.description())
                    .put("imsx_codeMinor", refused.minor()));
        }
    }

    private static Refused missing(Collection collection) {
        return Refused.unknown("there is no " + collection.single() + " of this id that you may see");
    }

    private static ObjectNode object(Request request, Ask ask, Row row) {
        ObjectNode object = new Rendering(request.service(), request.root())
                .object(request.route().collection(), row);
        return ask.fields().isEmpty() ? object : object.retain(ask.fields());
    }

    private static byte[] write(ObjectNode answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer holds text and numbers only", e);
        }
    }

    /** Where the other pages are; those that are not there are not told. */
    private static List<String> links(Request request, Ask ask, long total) {
        long last = total == 0 ? 0 : (total - 1) / ask.limit() * ask.limit();
        Map<String, Long> offsets = new LinkedHashMap<>();
        if (ask.offset() + ask.limit() < total) {
            offsets.put("next", ask.offset() + ask.limit());
        }
        if (ask.offset() > 0) {
            offsets.put("prev", Math.min(last, Math.max(0, ask.offset() - ask.limit())));
        }
        offsets.put("first", 0L);
        offsets.put("last", last);
        StringBuilder others = new StringBuilder();
        for (String part : request.query().split("&")) {
            if (!part.isEmpty() && !part.matches("(limit|offset)(=.*)?")) {
                others.append('&').append(part);
            }
        }
        List<String> links = new ArrayList<>();
        offsets.forEach((rel, offset) -> links.add("<" + request.root() + request.path() + "?limit=" + ask.limit()
                + "&offset=" + offset + clean(others) + ">; rel=\"" + rel + '"'));
        return links;
    }

    /** What ends a link or a header cannot be in one. */
    private static String clean(CharSequence query) {
        return query.toString()
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("\"", "%22")
                // some clients cut the header at its commas without looking
                .replace(",", "%2C")
                .replaceAll("[\\p{Cntrl} ]", "%20");
    }
}
