// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.corrections.Corrections;
import org.susten.cxf.WebServices;
import org.susten.emergencies.Emergencies;
import org.susten.endings.Endings;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.feeds.Deliveries;
import org.susten.files.OperatorFiles;
import org.susten.governance.Agreements;
import org.susten.governance.Anchors;
import org.susten.governance.Ledger;
import org.susten.governance.Oversight;
import org.susten.governance.Passes;
import org.susten.identity.Learning;
import org.susten.identity.People;
import org.susten.identity.Persons;
import org.susten.identity.Reviews;
import org.susten.inventory.Inventory;
import org.susten.inventory.Questions;
import org.susten.measures.Measures;
import org.susten.requests.Requests;
import org.susten.trainings.Staff;
import org.susten.trainings.Trainings;
import org.susten.users.Users;

/** Hosts {@code /api/v1} as long as all of the core is there. */
@Component(service = Api.class, immediate = true)
public final class Api {

    private static final WebServices.Description DESCRIPTION = new WebServices.Description(
            "Susten hub",
            "1",
            "Connections, runs, quarantine, holds, feeds, deliveries and the ledger of a hub. Counts, positions and ids; never a person's data.");

    private final WebServices.Hosted hosted;

    /** Hosts it. */
    @Activate
    public Api(
            @Reference WebServices services,
            @Reference Connections connections,
            @Reference Runs runs,
            @Reference Arrivals arrivals,
            @Reference Agreements agreements,
            @Reference Oversight oversight,
            @Reference Deliveries deliveries,
            @Reference Ledger ledger,
            @Reference Anchors anchors,
            @Reference Measures measures,
            @Reference Requests requests,
            @Reference Trainings trainings,
            @Reference Staff staff,
            @Reference Passes passes,
            @Reference Inventory inventory,
            @Reference Questions questions,
            @Reference Corrections corrections,
            @Reference Emergencies emergencies,
            @Reference Endings endings,
            @Reference OperatorFiles files,
            @Reference Alerts alerts,
            @Reference People people,
            @Reference Persons persons,
            @Reference Reviews reviews,
            @Reference Learning learning,
            @Reference Users users) {
        hosted = services.serve(
                "/api/v1",
                DESCRIPTION,
                List.of(
                        new ConnectionsResource(connections, runs, arrivals),
                        new RunsResource(runs),
                        new FeedsResource(agreements, deliveries, Clock.systemUTC()),
                        new AgreementsResource(agreements, oversight, Clock.systemUTC()),
                        new PseudonymsResource(agreements),
                        new LedgerResource(ledger, anchors),
                        new MeasuresResource(measures, agreements.zone()),
                        new RequestsResource(requests),
                        new InventoryResource(inventory, Clock.systemUTC()),
                        new QuestionsResource(questions, Clock.systemUTC()),
                        new TrainingsResource(trainings, agreements, staff, Clock.systemUTC()),
                        new PassesResource(passes, Clock.systemUTC()),
                        new CorrectionsResource(corrections),
                        new EmergenciesResource(emergencies),
                        new EndingsResource(endings),
                        new HubResource(files, alerts),
                        new PersonsResource(people, persons, reviews),
                        new ReviewsResource(reviews),
                        new ModelsResource(learning),
                        new UsersResource(users)));
    }

    @Deactivate
    void stop() {
        hosted.close();
    }
}
