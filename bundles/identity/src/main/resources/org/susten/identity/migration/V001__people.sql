-- SPDX-License-Identifier: Apache-2.0
-- The person index. A person's number lasts for ever: the sequence never goes back, rows are never deleted, and a merged
-- person redirects. What happened stands in event; everything else is its result.

create table person (
    person bigint generated always as identity primary key,
    redirect bigint references person,
    since bigint not null
);
create view person_v1 as select person, redirect from person;

-- One link per source record, closed ones included, so that a child who comes back is the same child; and what speaks for and
-- against its being another record's person. Names are kept as hashes only. No foreign key: a million checks would say nothing
-- that the one statement which writes links does not know.
create table link (
    row uuid primary key,
    person bigint not null,
    stream integer not null,
    closed boolean not null default false,
    since bigint not null,
    given bigint,
    family bigint,
    born date,
    sex text,
    likeness uuid
);
create index link_person on link (person);
create index link_likeness on link (likeness) where likeness is not null;
create view link_v1 as select row, person from link;

-- By which identifiers a source record can be found.
create table identifier (
    system text not null,
    value text not null,
    row uuid not null,
    primary key (value, system, row)
);
create index identifier_row on identifier (row);

create table event (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    commit bigint,
    kind text not null check (kind in ('created', 'linked', 'closed', 'reopened', 'review', 'merged', 'moved', 'same', 'not-same')),
    row uuid not null,
    person bigint not null,
    former bigint,
    rule text not null,
    who text not null
);
create index event_person on event (person);
create index event_former on event (former) where former is not null;

-- What a human being decided; no rule overturns it.
create table decision (
    row uuid not null,
    person bigint not null,
    same boolean not null,
    who text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (row, person)
);

create table review (
    id bigint generated always as identity primary key,
    row uuid not null,
    candidate bigint not null,
    reason text not null,
    since timestamptz not null default clock_timestamp(),
    state text not null default 'open' check (state in ('open', 'same', 'not-same', 'settled'))
);
create unique index review_open on review (row, candidate) where state = 'open';
create index review_queue on review (id) where state = 'open';

-- What a run was decided against; where the index has moved on since, the run is decided again.
create table run (
    run bigint primary key,
    relation text not null,
    seen bigint not null
);

-- A name as it is compared: case, space, punctuation and accents do not count. Null where nothing is left.
create function folded(name text) returns bigint language sql immutable parallel safe as $$
    select hashtextextended(nullif(
        case when octet_length(name) = length(name) then translate(lower(name), ' -''`.,', '')
             else regexp_replace(lower(normalize(name, NFKD)), '[\u0300-\u036f[:space:][:punct:]]', '', 'g') end, ''), 0)
$$;

-- An identifier that says nothing: zeros, or a word for its absence.
create function placeholder(value text) returns boolean language sql immutable parallel safe as $$
    select value ~ '^(0+|9{5,})$' or lower(value) in ('', 'n/a', 'na', 'none', 'null', 'unknown', 'unk', 'tbd', 'pending', 'x', '-')
$$;

-- Whether two records contradict each other so plainly that a shared identifier must be somebody's mistake.
create function against(given1 bigint, family1 bigint, born1 date, given2 bigint, family2 bigint, born2 date)
returns boolean language sql immutable parallel safe as $$
    select coalesce(born1 <> born2, false) and (coalesce(given1 <> given2, false) or coalesce(family1 <> family2, false))
$$;
