-- SPDX-License-Identifier: Apache-2.0
-- What waits for a second person has a number, by which it is listed and taken back. What is over stays, but counts no more.
alter table proposal drop constraint proposal_pkey,
    add column id bigint generated always as identity primary key,
    add column ended timestamptz,
    add column ended_by text;
comment on column proposal.ended is 'a second person agreed, whoever asked took it back, or somebody turned it down';
create unique index proposal_open on proposal (kind, person, other, who) where ended is null;
