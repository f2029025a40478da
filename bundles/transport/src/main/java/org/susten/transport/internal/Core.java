// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Clock;
import org.susten.engine.Arrivals;
import org.susten.engine.Intake;
import org.susten.feeds.Deliveries;

/** What the routes call: plain services that know nothing of routes. */
record Core(Intake intake, Arrivals arrivals, Deliveries deliveries, Troubles troubles, Clock clock) {}
