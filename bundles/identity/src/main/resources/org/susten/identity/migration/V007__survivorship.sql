-- SPDX-License-Identifier: Apache-2.0
-- Which value counts where the sources of one person differ: as etc/survivorship.yaml says, for every field ('') and for single ones.

create table survivorship (
    field text primary key,
    first text not null check (first in ('trust', 'recency', 'agreement')),
    second text not null check (second in ('trust', 'recency', 'agreement')),
    third text not null check (third in ('trust', 'recency', 'agreement'))
);
insert into survivorship values ('', 'trust', 'recency', 'agreement');
create view survivorship_v1 as select field, first, second, third from survivorship;

-- How far a site is trusted, or one stream of it; 0 where nothing is said.
create table survivorship_trust (
    field text not null,
    site text not null,
    stream text not null,
    trust integer not null,
    primary key (field, site, stream)
);
create view trust_v1 as select field, site, stream, trust from survivorship_trust;

-- What feeds look at to know whether anything can have changed: who is who, and which value counts.
create table survivorship_revision (revision bigint not null);
insert into survivorship_revision values (0);
create or replace view change_v1 as
    select coalesce(max(id), 0) + (select revision from survivorship_revision) as last from event;
