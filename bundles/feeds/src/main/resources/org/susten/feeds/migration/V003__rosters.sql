-- SPDX-License-Identifier: Apache-2.0
-- What each partner may see over the OneRoster API now: made anew when the data, the agreement, who is who or the day changed.

create table feeds.roster (
  feed     text primary key,
  version  bigint not null,
  revision text not null,
  commit   bigint not null,
  links    bigint not null,
  day      date not null,
  shape    text not null
);
comment on table feeds.roster is 'What a snapshot stands on; version goes up with each that says something else.';

create table feeds.roster_row (
  feed     text not null,
  kind     text not null,
  id       text collate "C" not null,
  sub      text not null,
  gone     boolean not null,
  modified timestamptz(3) not null,
  person   bigint not null,
  data     jsonb not null,
  hash     bytea not null,
  told     boolean not null,
  primary key (feed, kind, id)
);
comment on column feeds.roster_row.gone is 'It is no more, or may not be seen any more: then data is empty.';
comment on column feeds.roster_row.person is 'Of whom it speaks, 0 for nobody.';
comment on column feeds.roster_row.told is 'Whether the ledger says that the partner has it as it is.';
create index roster_row_sub on feeds.roster_row (feed, kind, sub, id) where not gone;
create index roster_row_modified on feeds.roster_row (feed, kind, modified);
create index roster_row_class on feeds.roster_row (feed, kind, (data ->> 'classSourcedId'));
create index roster_row_user on feeds.roster_row (feed, kind, (data ->> 'userSourcedId'));

create table feeds.roster_mark (
  feed text not null,
  kind text not null,
  sub  text not null,
  n    bigint not null,
  id   text collate "C" not null,
  primary key (feed, kind, sub, n)
);
comment on table feeds.roster_mark is 'Where every hundredth row is, so that a page far behind is found as fast as the first; sub is empty for all rows of a kind.';

create table feeds.roster_count (
  feed  text not null,
  kind  text not null,
  sub   text not null,
  total bigint not null,
  primary key (feed, kind, sub)
);
