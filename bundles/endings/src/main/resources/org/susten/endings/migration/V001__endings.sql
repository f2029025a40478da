-- SPDX-License-Identifier: Apache-2.0
-- Agreements that let nothing leave any more, and what became of what their partners had.

create table ending (
  agreement    text primary key,
  partner      text not null,
  partner_name text not null,
  ended        date not null,
  why          text not null check (why in ('expiry', 'file gone')),
  destruction  date not null,
  delivery     text not null default '',
  demanded     timestamptz,
  attested     timestamptz,
  attested_by  text,
  how          text,
  shredded     timestamptz,
  shredded_by  text,
  remains      text[] not null default '{}',
  alerted      boolean not null default false
);
