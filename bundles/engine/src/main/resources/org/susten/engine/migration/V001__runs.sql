-- SPDX-License-Identifier: Apache-2.0

-- What arrived. The bytes lie encrypted in the raw store under their SHA-256.
create table arrival (
  arrival    bigint generated always as identity primary key,
  connection text not null,
  file       text not null,
  sha256     text not null,
  bytes      bigint not null,
  origin     text not null,
  received   timestamptz not null,
  complete   boolean not null default false, -- the source said that nothing more belongs to it
  state      text not null default 'waiting' check (state in ('waiting', 'taken', 'aside', 'done')),
  pruned     timestamptz
);
create index arrival_open on arrival (connection, arrival) where state <> 'done';
create index arrival_content on arrival (sha256) where pruned is null;

create table run (
  run         bigint generated always as identity primary key,
  connection  text not null,
  trigger     text not null,
  who         text not null default '',
  state       text not null,
  failure     text,
  message     text not null default '',
  started     timestamptz not null,
  ended       timestamptz,
  read        bigint not null default 0,
  mapped      bigint not null default 0,
  quarantined bigint not null default 0,
  waiting     bigint not null default 0,
  ignored     bigint not null default 0,
  done        bigint not null default 0,
  total       bigint not null default -1,
  staged      bigint not null default 0,
  linked      bigint,
  created     bigint,
  review      bigint,
  kept        bigint,
  closed      bigint,
  commit      bigint,
  skipped     boolean not null default false, -- there was nothing to read
  replays     bigint references run,
  part        boolean not null default false, -- only the rows that were in quarantine
  content     text not null default '',       -- what was read: digest of its files
  fingerprint text not null default '',       -- how it was read: digest of settings, mappings and crosswalks
  decision    text check (decision in ('approved', 'rejected')),
  decided_by  text,
  decided_at  timestamptz,
  reason      text
);
create index run_latest on run (connection, run desc);
create index run_open on run (connection) where state in ('READING', 'STAGED', 'SCREENED', 'HELD');

create table run_arrival (
  run     bigint not null references run,
  arrival bigint not null references arrival,
  primary key (run, arrival)
);
create index run_arrival_arrival on run_arrival (arrival);

-- What a stream's reading covered, and where it ended.
create table run_reading (
  run           bigint not null references run,
  stream        text not null,
  complete      boolean not null,
  organizations text[] not null,
  cursor        text not null,
  primary key (run, stream)
);

create table run_change (
  run          bigint not null references run,
  stream       text not null,
  entity       text not null,
  organization text not null,
  before       bigint not null,
  added        bigint not null,
  changed      bigint not null,
  closed       bigint not null,
  unchanged    bigint not null,
  primary key (run, stream, entity, organization)
);

create table run_finding (
  run     bigint not null references run,
  place   int not null,
  finding text not null,
  primary key (run, place)
);

-- Somebody asked for a run.
create table request (
  request    bigint generated always as identity primary key,
  connection text not null,
  who        text not null,
  asked      timestamptz not null,
  replays    bigint references run,
  part       boolean not null default false,
  run        bigint references run, -- the run that answers it now
  tried      boolean not null default false -- a run answered it that failed, and is tried again at its own pace
);

-- How fast a connection may go: when it was tried, how often it failed, and when it may be tried again.
create table pace (
  connection  text primary key,
  since       timestamptz not null,
  started     timestamptz,
  failures    int not null default 0,
  not_before  timestamptz,
  blocked     boolean not null default false, -- until something changes
  fingerprint text not null default ''
);

-- Where reading goes on.
create table cursor (
  connection text not null,
  stream     text not null,
  value      text not null,
  run        bigint not null references run,
  primary key (connection, stream)
);

-- N errors are K problems.
create table problem (
  run      bigint not null references run,
  stream   text not null,
  field    text not null,
  rule     text not null,
  message  text not null,
  owner    text not null check (owner in ('source', 'hub')),
  rows     bigint not null,
  examples text[] not null,
  primary key (run, stream, field, rule)
);

-- Rows that could not be understood. The content is people's data: here only, and no longer than the connection keeps raw input.
create table quarantine (
  quarantine bigint generated always as identity primary key,
  run        bigint not null references run,
  connection text not null,
  stream     text not null,
  field      text not null,
  rule       text not null,
  key        text not null, -- empty where the row has none
  position   text not null,
  content    jsonb,
  closed_by  bigint references run -- the later run that read the row again
);
create index quarantine_open on quarantine (connection, stream) where closed_by is null;
create index quarantine_run on quarantine (run);

create table alert (
  alert   bigint generated always as identity primary key,
  subject text not null,
  message text not null,
  opened  timestamptz not null,
  closed  timestamptz,
  times   bigint not null default 1
);
create unique index alert_open on alert (subject) where closed is null;
