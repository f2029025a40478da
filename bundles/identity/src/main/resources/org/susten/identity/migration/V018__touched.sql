-- SPDX-License-Identifier: Apache-2.0
-- Whom changes of who is who have touched, as they were called then; and how often it was said anew which value counts, which touches everybody.

create view touched_v1 as
    select e.id, p.person from event e cross join lateral (
      values (e.person), (e.former), ((select l.person from link l where l.row = e.row)), ((select l.person from link l where l.row = e.other))) p(person)
    where p.person is not null;

create or replace view change_v1 as
    select e.event + r.survivorship as last, e.event, r.survivorship
    from (select coalesce(max(id), 0) as event from event) e,
         (select coalesce(max(revision), 0) as survivorship from survivorship_revision) r;
