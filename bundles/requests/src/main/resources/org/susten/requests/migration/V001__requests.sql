-- SPDX-License-Identifier: Apache-2.0
-- What parents and grown students asked, and when it was answered. Who asked is named by the steward in words; the child by
-- the hub's number.
create table request (
    id bigint generated always as identity primary key,
    person bigint not null,
    kind text not null check (kind in ('inspection', 'amendment')),
    by text not null,
    wording text not null,
    received date not null,
    due date not null,
    who text not null,
    answered timestamptz,
    answer text,
    answered_by text
);
create index request_open on request (due) where answered is null;
