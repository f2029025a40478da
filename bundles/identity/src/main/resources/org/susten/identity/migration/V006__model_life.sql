-- SPDX-License-Identifier: Apache-2.0
-- Versions of the model, what each would change, and the scoring anew that follows when one is accepted.

alter table model drop column report,
    add column number integer generated always as identity,
    add column reported timestamptz,
    add column persons bigint not null default 0,
    add column links bigint not null default 0,
    add column unlinks bigint not null default 0,
    add column reviews bigint not null default 0,
    add column settled bigint not null default 0;
comment on column model.at is 'when it was learnt, or last learnt to be the same';
create unique index model_number on model (number);

create table model_example (
    id bigint generated always as identity primary key,
    version bigint not null,
    kind text not null check (kind in ('link', 'unlink', 'review')),
    person bigint not null,
    other bigint not null,
    reason text not null
);
create index model_example_version on model_example (version);

-- How often a stream lacks or mistakes what it says.
create table model_error (
    version bigint not null,
    stream integer not null,
    field text not null,
    records bigint not null,
    missing bigint not null,
    placeholders bigint not null,
    compared bigint not null,
    slips double precision not null,
    others double precision not null,
    primary key (version, stream, field)
);

-- What is scored anew: all records, or those of a stream; up to the record after.
create table rescoring (
    id bigint generated always as identity primary key,
    stream integer,
    after bigint not null default 0,
    who text not null,
    since timestamptz not null,
    done timestamptz
);
create index rescoring_open on rescoring (id) where done is null;

-- What a run was decided by; where another model is in force when it commits, it is decided again.
alter table run add column model bigint not null default 0;
