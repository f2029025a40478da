-- SPDX-License-Identifier: Apache-2.0
-- Which source records are whose: agreements name connections, the store knows records by system and site.

create table governance.source (
  number     bigint generated always as identity,
  connection text not null,
  system     text not null,
  site       text not null,
  primary key (connection, system, site)
);
comment on table governance.source is 'Every pair a connection was configured with; the highest number is the latest.';
