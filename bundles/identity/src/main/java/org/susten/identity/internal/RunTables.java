// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

/** Names of the unlogged tables that hold a run's decisions between resolve and apply. */
record RunTables(long run) {

    /** The run's people: row, stream, change, linked, given, family, born, sex, likeness. */
    String people() {
        return "identity.run_" + run + "_people";
    }

    /** Their identifiers: row, stream, linked, system, value. */
    String claims() {
        return "identity.run_" + run + "_claims";
    }

    /** What was decided for people without a link: row, rep, person (null: new), rule. */
    String decided() {
        return "identity.run_" + run + "_decided";
    }

    /** Pairs for a person to decide: row, candidate or other, reason. */
    String pairs() {
        return "identity.run_" + run + "_pairs";
    }

    String dropAll() {
        return "drop table if exists " + String.join(", ", people(), claims(), decided(), pairs());
    }
}
