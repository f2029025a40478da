-- SPDX-License-Identifier: Apache-2.0
-- Who has a key stands in one row, so that newcomers are looked up in one row for each key, and not in one for each record that has it.
-- Keys of records that come stand in key, which stays small: in the background they are gathered into blocks.
create table block (key bigint primary key, records bigint[]) with (fillfactor = 80);
comment on column block.records is 'ascending; null where so many have the key that nobody is compared by it: they stand in crowd';
create table crowd (key bigint not null, record bigint not null, primary key (key, record));
