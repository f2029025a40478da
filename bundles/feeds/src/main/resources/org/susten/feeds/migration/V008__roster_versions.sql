-- SPDX-License-Identifier: Apache-2.0
-- No version of a snapshot comes twice, not even of a feed whose snapshots were dropped meanwhile: answers are remembered by it.

create sequence feeds.roster_version;
select setval('feeds.roster_version', (select coalesce(max(version), 0) + 1 from feeds.roster), false);
comment on column feeds.roster.version is 'Of all snapshots of all feeds, this one alone has it; another one where the snapshot says something else.';
