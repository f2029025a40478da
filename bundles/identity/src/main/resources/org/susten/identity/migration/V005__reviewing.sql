-- SPDX-License-Identifier: Apache-2.0
-- How people decide reviews: one by one, or two by two.

-- A review that was settled because its two persons became one is open again when they part.
alter table review drop constraint if exists review_state_check, drop constraint if exists review_state_check1;
alter table review add check (state in ('open', 'same', 'not-same', 'settled', 'joined')),
    add column disputed boolean not null default false,
    add column round integer not null default 1,
    add column decision bigint;
comment on column review.disputed is 'two people decided otherwise; kept for good';
comment on column review.round is 'grows whenever the review begins anew: after a dispute, or when its decision was undone';
comment on column review.decision is 'the event that decided it';
create index review_joined_a on review (a) where state = 'joined';
create index review_joined_b on review (b) where state = 'joined';
create index review_decision on review (decision) where decision is not null;

-- What each reviewer said; what was withdrawn stays, but counts no more. No foreign key: reviews are never deleted.
create table verdict (
    id bigint generated always as identity primary key,
    review bigint not null,
    round integer not null,
    reviewer text not null,
    same boolean,
    at timestamptz not null,
    withdrawn boolean not null default false
);
comment on column verdict.same is 'null: passed over';
create unique index verdict_once on verdict (review, round, reviewer) where not withdrawn;
create index verdict_latest on verdict (id desc) where same is not null;

-- What a decision took the place of, so that undoing it gives that back: a pair of records, and the event that had decided it.
create table decision_before (
    event bigint not null,
    a bigint not null,
    b bigint not null,
    same boolean not null,
    who text not null,
    at timestamptz not null,
    former bigint,
    primary key (event, a, b)
);

-- Streams that may hold one child several times; all others hold each once.
create table repeating (stream integer primary key);
