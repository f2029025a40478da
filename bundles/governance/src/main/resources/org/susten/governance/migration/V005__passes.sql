-- SPDX-License-Identifier: Apache-2.0
-- Credentials of single people at partners, by hashes only, and what was done with them.

create table governance.pass (
  number    bigint generated always as identity primary key,
  partner   text not null,
  holder    text not null,
  hash      bytea not null,
  issued    timestamptz not null,
  issued_by text not null,
  ended     timestamptz,
  ended_by  text
);
comment on table governance.pass is 'One row per issuing. hash = SHA-256 of the secret, which has 256 random bits.';
create unique index pass_holder on governance.pass (partner, holder) where ended is null;

create table governance.pass_use (
  number  bigint generated always as identity primary key,
  pass    bigint not null references governance.pass,
  at      timestamptz not null,
  deed    text not null,
  subject text not null
);
comment on table governance.pass_use is 'What was done with a pass; a fetch is written before its first byte goes.';
create index pass_use_pass on governance.pass_use (pass);
create index pass_use_subject on governance.pass_use (subject);
