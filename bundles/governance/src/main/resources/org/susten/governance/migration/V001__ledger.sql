-- SPDX-License-Identifier: Apache-2.0
-- The record of every disclosure. Rows are added and never changed; see docs/adr on the ledger's chain.

create table governance.disclosure (
  number       bigint primary key,
  delivery     text not null unique,
  feed         text not null,
  agreement    text not null,
  revision     text not null,
  partner      text not null,
  partner_name text not null,
  purpose      text not null,
  legal_basis  text not null,
  fields       text[] not null,
  onward       text[] not null,
  package      text not null,
  at           timestamptz not null,
  first_entry  bigint not null,
  entries      bigint not null,
  header       bytea not null,
  root         bytea not null,
  chain        bytea not null
);
comment on table governance.disclosure is 'One row per delivery that left. chain = SHA-256(chain before, header, root).';

create table governance.ledger_entry (
  id         bigint primary key,
  disclosure bigint not null,
  person     bigint not null,
  leaf       bytea not null
);
comment on table governance.ledger_entry is 'One row per person per delivery. leaf = SHA-256(header of the disclosure, id, person).';

create index ledger_entry_person on governance.ledger_entry (person, id);

create function governance.append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete or truncate on governance.disclosure
  for each statement execute function governance.append_only();
create trigger append_only before update or delete or truncate on governance.ledger_entry
  for each statement execute function governance.append_only();
