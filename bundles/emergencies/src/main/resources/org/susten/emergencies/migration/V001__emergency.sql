-- SPDX-License-Identifier: Apache-2.0
-- What was shown without an agreement: why, to whom, who opened, confirmed and reviewed it. Persons are the hub's numbers.
create table emergency (
  id           bigint generated always as identity primary key,
  kind         text not null check (kind in ('emergency', 'glass')),
  reason       text not null,
  threat       text not null,
  recipient    text not null,
  persons      bigint[] not null,
  school       text not null,
  fields       text[] not null,
  hours        integer not null check (hours between 1 and 72),
  opened       timestamptz not null,
  opened_by    text not null,
  confirmed    timestamptz,
  confirmed_by text,
  ended        timestamptz,
  reviewed     timestamptz,
  reviewed_by  text,
  finding      text,
  check (kind = 'glass' or threat <> '')
);

create table reading (
  emergency bigint not null references emergency (id),
  at        timestamptz not null,
  who       text not null,
  persons   bigint not null,
  delivery  text not null
);
create index reading_emergency on reading (emergency, at);
comment on table reading is 'Each time something was shown; the ledger has what it was, once for the same content.';
