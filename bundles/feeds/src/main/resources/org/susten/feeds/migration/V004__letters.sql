-- SPDX-License-Identifier: Apache-2.0
-- By which id each partner knows whom, for as long as it has something of theirs; and letters, which leave beside the data.

alter table feeds.packed_person add column id text collate "C";

create table feeds.told (
  feed      text not null,
  id        text collate "C" not null,
  person    bigint not null,
  agreement text not null,
  partner   text not null,
  at        timestamptz not null,
  seen      bigint not null,
  primary key (feed, id, person)
);
comment on table feeds.told is 'Of whom a partner was told something, under which id and since when, and not yet that it shall delete it.';
comment on column feeds.told.seen is 'The last change of the person index when it was first told.';
create index told_person on feeds.told (person);
create view feeds.told_v1 as select feed, id, person, agreement, partner, at, seen from feeds.told;
create view feeds.sent_v1 as select feed, person from feeds.sent;
comment on view feeds.sent_v1 is 'Of whom a feed of changes will tell by itself when they may no longer be spoken of.';

create table feeds.letter (
  delivery text not null,
  name     text not null,
  kind     text not null,
  words    text not null,
  content  bytea not null,
  primary key (delivery, name)
);
comment on table feeds.letter is 'Files of letters that the partner does not have yet.';
