-- SPDX-License-Identifier: Apache-2.0
-- Who of the population of a feed of changes may be spoken of, and why others may not: until another day, it is decided again only about
-- those of whom something has happened.

create table feeds.decided (
  feed     text not null,
  person   bigint not null,
  withheld text,
  primary key (feed, person)
);
comment on table feeds.decided is 'Of feeds of changes: who is of the population, at the last look; withheld says why nothing may be said of them.';
create index decided_withheld on feeds.decided (feed, withheld) where withheld is not null;
alter table feeds.feed add column decided_scope text not null default '';

-- A row that is changed finds room on its own page.
alter table feeds.sent set (fillfactor = 85);

create or replace view feeds.sealed_v1 as
  select a.agreement seal, r.relation,
         case when r.relation like 'feeds.packed%' then format('delivery in (select number from feeds.delivery where feed = %L)', a.feed)
              else format('feed = %L', a.feed) end condition, null::text path
  from feeds.agreement_v1 a cross join unnest(array[
    'feeds.sent', 'feeds.told', 'feeds.decided', 'feeds.roster_row', 'feeds.roster_mark', 'feeds.packed_row', 'feeds.packed_person']) r(relation)
  union all
  select agreement, null, null, 'store/spool/' || id from feeds.delivery
  where state in ('READY', 'OFFERED', 'RELEASED', 'DEAD', 'DELIVERED');
