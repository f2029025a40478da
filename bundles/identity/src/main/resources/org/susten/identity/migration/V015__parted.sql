-- SPDX-License-Identifier: Apache-2.0
-- Persons that lost a record to another one and are still there: what was said of them before may have been about two.
create view parted_v1 as
  select e.id, e.former as person, e.person as other, e.at from event e
  where e.former is not null and e.former <> e.person
    and (e.kind in ('split', 'unmerged') or e.kind = 'moved' and exists (select from link l where l.person = e.former));
create view happened_v1 as select coalesce(max(id), 0) as last from event;
