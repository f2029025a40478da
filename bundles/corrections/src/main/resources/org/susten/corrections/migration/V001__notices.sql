-- SPDX-License-Identifier: Apache-2.0
-- What partners must delete or correct, and whether they say that they did.

create table notice (
  number          bigint generated always as identity primary key,
  feed            text not null,
  agreement       text not null,
  partner         text not null,
  partner_name    text not null,
  opened          timestamptz not null,
  due             date not null,
  delivery        text not null default '',
  alerted         boolean not null default false,
  acknowledged    timestamptz,
  acknowledged_by text,
  how             text
);
create index notice_open on notice (due) where acknowledged is null;

create table item (
  notice bigint not null references notice,
  id     text collate "C" not null,
  person bigint not null,
  action text not null check (action in ('delete', 'correct')),
  reason text not null,
  primary key (notice, id, person)
);
create index item_person on item (person);

create table amendment (
  number  bigint generated always as identity primary key,
  person  bigint not null,
  because text not null,
  who     text not null,
  at      timestamptz not null
);
comment on table amendment is 'Why somebody had past recipients told to correct something; their words are never sent.';

create table looked (
  agreement text primary key,
  basis     text not null,
  parted    bigint not null
);
comment on table looked is 'On what the hub last looked whether an agreement''s partner must be told something, and how far the index was.';
