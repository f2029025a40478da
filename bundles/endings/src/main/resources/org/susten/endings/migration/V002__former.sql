-- SPDX-License-Identifier: Apache-2.0
-- What was demanded, and what a partner attested, stays on record though its agreement goes on.

create table endings.former (
  agreement    text not null,
  partner      text not null,
  partner_name text not null,
  ended        date not null,
  why          text not null,
  destruction  date not null,
  delivery     text not null,
  demanded     timestamptz not null,
  attested     timestamptz,
  attested_by  text,
  how          text,
  resumed      timestamptz not null
);
comment on table endings.former is 'Endings of agreements that are in force again, of which their partners were told.';
