-- SPDX-License-Identifier: Apache-2.0
-- As of when the feed says what the partner has been told: until another day, only of whom something has happened since is read again.

alter table feeds.feed add column checked_event bigint not null default 0, add column checked_survivorship bigint not null default 0,
  add column told_revision text not null default '', add column told_commit bigint not null default 0,
  add column told_event bigint not null default 0, add column told_survivorship bigint not null default 0, add column told_day date;
create index sent_person on feeds.sent (feed, person);
