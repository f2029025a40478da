-- SPDX-License-Identifier: Apache-2.0
-- What one person has asked for where it takes two: a merge of two persons as they are now, or that the first leaves the second again.
create table proposal (
    kind text not null check (kind in ('merge', 'unmerge')),
    person bigint not null,
    other bigint not null,
    who text not null,
    at timestamptz not null,
    primary key (kind, person, other, who)
);
