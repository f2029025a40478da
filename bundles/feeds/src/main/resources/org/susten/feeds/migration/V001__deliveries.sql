-- SPDX-License-Identifier: Apache-2.0
-- Deliveries and what each partner was last told.

create table feeds.delivery (
  number       bigint generated always as identity primary key,
  id           text not null unique,
  feed         text not null,
  agreement    text not null,
  revision     text not null,
  partner      text not null,
  state        text not null,
  message      text not null default '',
  mode         text not null,
  since        bigint not null,
  commit       bigint not null,
  digest       text not null,
  rows         bigint not null default 0,
  persons      bigint not null default 0,
  withheld     jsonb not null default '[]',
  package      text not null default '',
  destination  text not null,
  attempts     integer not null default 0,
  next_attempt timestamptz,
  created      timestamptz not null,
  delivered    timestamptz
);
comment on column feeds.delivery.digest is 'Over all the feed would say, rows and columns, whatever the mode.';
comment on column feeds.delivery.package is 'SHA-256 of the manifest, which names every file and its checksum.';
create index delivery_feed on feeds.delivery (feed, number desc);

create table feeds.feed (
  feed             text primary key,
  digest           text not null default '',
  columns          text not null default '',
  commit           bigint not null default 0,
  checked_revision text not null default '',
  checked_commit   bigint not null default 0,
  checked_day      date,
  checked_at       timestamptz not null,
  requested        text not null default '',
  requested_by     text not null default ''
);
comment on table feeds.feed is 'What the partner was last told (digest, columns, commit), and when the hub last looked.';

create table feeds.sent (
  feed   text not null,
  key    text[] not null,
  person bigint not null,
  hash   bytea not null,
  primary key (feed, key)
);
comment on table feeds.sent is 'Of delta feeds: each row the partner has, by key and hash.';

create table feeds.packed_row (
  delivery bigint not null,
  key      text[] not null,
  change   text not null,
  person   bigint not null,
  hash     bytea,
  primary key (delivery, key)
);
comment on table feeds.packed_row is 'Of delta feeds: the rows of a package that has not been released; becomes sent.';

create table feeds.packed_person (
  delivery bigint not null,
  person   bigint not null,
  leaving  boolean not null,
  primary key (delivery, person)
);
comment on table feeds.packed_person is 'Who a package that has not been released speaks of; leaving: only to say that they are gone.';
