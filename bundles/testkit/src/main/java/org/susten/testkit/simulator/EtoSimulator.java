// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ETO's services as far as they are published: the login in steps, a session bound to a site and a program that ends when the same
 * person logs in again, no pages, no changes, dates as {@code /Date(ms+tz)/}. What TouchPoints there are is each organization's own;
 * these are invented. Safe for several threads.
 */
public final class EtoSimulator implements Simulator.Site {

    /** How ETO may be met. */
    public enum Deviation {
        /** Arrays in an object named after the method. */
        WRAPPED,
        /** 404 for one participant. */
        ONE_MISSING,
        /** The same participant twice in the list. */
        LISTED_TWICE
    }

    /** The login's e-mail. */
    public static final String EMAIL = "hub@lighthouse.example.org";
    /** The program in which everything is. */
    public static final int PROGRAM = 7;

    private static final String ENTERPRISE = "0f3c8a52-6f0e-4bb1-9a37-2d1b7c5e9a10";
    private static final int CHILDREN = 8;

    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final List<Map<String, Object>> children = new ArrayList<>();
    private final Map<Integer, List<Map<String, Object>>> visits = new LinkedHashMap<>();
    private @Nullable String sso;
    private @Nullable String token;
    private long program;
    private int given;

    /** An organization with one TouchPoint. */
    public EtoSimulator(Deviation... deviations) {
        this.deviations.addAll(List.of(deviations));
        for (int i = 1; i <= CHILDREN; i++) {
            children.add(map(
                    "CLID",
                    500 + i,
                    "FirstName",
                    "Inventia" + i,
                    "LastName",
                    "Fabricant" + i,
                    "DOB",
                    "/Date(" + (1_427_846_400_000L + i * 86_400_000L) + "+0000)/"));
            visit(500 + i, 900 + i, 15 * i);
            visit(500 + i, 950 + i, 20);
        }
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    /** Writes a response to the TouchPoint, or anew. */
    public synchronized void visit(int participant, int response, int minutes) {
        List<Map<String, Object>> all = visits.computeIfAbsent(participant, id -> new ArrayList<>());
        all.removeIf(row -> Integer.valueOf(response).equals(row.get("TouchPointResponseID")));
        all.add(map(
                "TouchPointResponseID",
                response,
                "TouchPointID",
                12,
                "ResponseCreatedDate",
                "/Date(1770728400000-0500)/",
                "ResponseElements",
                List.of(map("ElementID", 41, "Value", String.valueOf(minutes)))));
    }

    /** Takes a response away. */
    public synchronized void remove(int participant, int response) {
        visits.getOrDefault(participant, new ArrayList<>())
                .removeIf(row -> Integer.valueOf(response).equals(row.get("TouchPointResponseID")));
    }

    /** How many rows it has, participants and responses. */
    public synchronized int size() {
        return children.size() + visits.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public boolean isToken(Call call) {
        return call.path().contains("SSOAuthenticate");
    }

    @Override
    public synchronized void expire() {
        token = null;
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (!call.path().startsWith("/API/")) {
            return Reply.refused(404, "not_found");
        }
        String[] parts = call.path().substring("/API/".length()).split("/");
        if (parts[0].equals("Security.svc")) {
            return security(call, parts);
        }
        if (!open(call)) {
            return Reply.refused(401, "unauthorized");
        }
        if (call.path().startsWith("/API/Search.svc/Search/" + PROGRAM + '/')) {
            List<Map<String, Object>> listed = new ArrayList<>(children);
            if (deviations.contains(Deviation.LISTED_TWICE)) {
                listed.add(children.get(0));
            }
            return rows("SearchResult", listed);
        }
        if (call.path().equals("/API/TouchPoint.svc/ListTouchPointResponses") && program == PROGRAM) {
            int participant = (int) call.number("SubjectID", 0);
            return deviations.contains(Deviation.ONE_MISSING) && participant == 503
                    ? Reply.refused(404, "not_found")
                    : rows("ListTouchPointResponsesResult", visits.getOrDefault(participant, List.of()));
        }
        return Reply.refused(404, "not_found");
    }

    private Reply rows(String name, List<Map<String, Object>> rows) {
        return Reply.json(deviations.contains(Deviation.WRAPPED) ? Map.of(name, rows) : rows);
    }

    private boolean open(Call call) {
        return token != null
                && call.header("securityToken").equals(token)
                && call.header("enterpriseGuid").equals(ENTERPRISE);
    }

    private Reply security(Call call, String[] parts) {
        return switch (parts[1]) {
            case "SSOAuthenticate" -> authenticate(call);
            case "GetSSOEnterprises" ->
                known(parts[2]) ? Reply.json(List.of(map("Key", ENTERPRISE, "Value", "Lighthouse"))) : stranger();
            case "GetSSOSites" ->
                known(parts[2])
                        ? Reply.json(List.of(map("Key", 3, "Value", "North"), map("Key", 4, "Value", "South")))
                        : stranger();
            case "SSOSiteLogin" -> {
                if (!known(parts[4]) || !parts[2].equals("3") || !parts[3].equals(ENTERPRISE)) {
                    yield stranger();
                }
                token = "session-" + given;
                program = 0;
                yield Reply.json(token);
            }
            case "UpdateCurrentProgram" -> {
                if (!open(call)) {
                    yield stranger();
                }
                program = Long.parseLong(call.body().replaceAll("\\D", ""));
                yield program == PROGRAM ? Reply.json(Map.of()) : Reply.refused(400, "no_such_program");
            }
            default -> Reply.refused(404, "not_found");
        };
    }

    private boolean known(String presented) {
        return presented.equals(sso);
    }

    private static Reply stranger() {
        return Reply.refused(401, "unauthorized");
    }

    private Reply authenticate(Call call) {
        boolean good = call.body().contains("\"Email\":\"" + EMAIL + '"')
                && call.body().contains("\"Password\":\"" + Gate.SECRET + '"');
        if (good) {
            // whoever logs in again ends the session there was
            token = null;
            sso = "5f0d1c3a-8be2-4c07-b1f6-0000000000" + (10 + ++given);
        }
        return Reply.json(Map.of(
                "SSOAuthenticateResult",
                good ? map("AuthStatusCode", 0, "SSOAuthToken", String.valueOf(sso)) : map("AuthStatusCode", 1)));
    }
}
