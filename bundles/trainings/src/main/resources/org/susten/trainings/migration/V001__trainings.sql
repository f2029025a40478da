-- SPDX-License-Identifier: Apache-2.0
-- Which trainings people have completed, and from which import that is known. Rows of people are added and never changed.

create table curriculum (
    id text primary key,
    content text not null
);
comment on table curriculum is 'The files of etc/trainings in force, so that a hub that starts knows them before its files are read.';

create table import (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    file text not null,
    sha256 text not null,
    signed boolean not null,
    completions int not null,
    revoked_at timestamptz,
    revoked_by text,
    revoked_because text,
    check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoked_because is null))
);
comment on table import is 'One row per file of completions. What a revoked one said counts for nothing and stays on record.';
create unique index import_once on import (sha256) where revoked_at is null;

create table completion (
    import bigint not null references import,
    line int not null,
    person text not null,
    session text not null,
    day date not null,
    primary key (import, line)
);
create index completion_person on completion (person, session, day);

create function append_only() returns trigger language plpgsql as $$
begin
  raise exception 'completions are added and never changed: revoke the import' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on completion for each statement execute function append_only();
