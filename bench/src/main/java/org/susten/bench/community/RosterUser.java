// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

/** The fields of one row of {@code users.csv}, common to both versions; empty text where blank. */
final class RosterUser {
    String id = "";
    String organization = "";
    String role = "";
    String username = "";
    String userIds = "";
    String given = "";
    String family = "";
    String middle = "";
    String preferred = "";
    String identifier = "";
    String email = "";
    String phone = "";
    String agents = "";
    String grade = "";
}
