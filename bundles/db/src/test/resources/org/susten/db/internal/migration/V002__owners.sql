-- SPDX-License-Identifier: Apache-2.0
create table things.owner (
  id       bigint generated always as identity primary key,
  name     text not null,
  above    bigint references things.owner,
  shouting text generated always as (upper(name)) stored
);
create table things.belonging (thing integer not null, owner bigint not null references things.owner);
insert into things.owner (name) values ('nobody');
