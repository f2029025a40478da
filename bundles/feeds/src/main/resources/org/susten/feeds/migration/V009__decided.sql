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

-- What a partner has is found by the child, and by the day that a row is of, which keys have in the second place; a row that is changed finds
-- room on its own page. Of a key only one row is there: a delta adds what its partner has not, a full package begins anew.
alter table feeds.packed_row add column former bigint;
comment on column feeds.packed_row.former is 'Of what the partner has: of whom it was, as far as the hub knew.';
update feeds.packed_row p set former = s.person
  from feeds.delivery d join feeds.sent s on s.feed = d.feed
  where d.number = p.delivery and s.key = p.key and p.change <> 'added';
alter table feeds.packed_row drop constraint packed_row_pkey;
create index packed_row_delivery on feeds.packed_row (delivery);
alter table feeds.sent drop constraint sent_pkey, set (fillfactor = 85);
drop index feeds.sent_person;
create index sent_row on feeds.sent (feed, person, coalesce(key[2], ''));
drop index feeds.told_person;
create index told_person on feeds.told (person, feed);

create or replace view feeds.sealed_v1 as
  select a.agreement seal, r.relation,
         case when r.relation like 'feeds.packed%' then format('delivery in (select number from feeds.delivery where feed = %L)', a.feed)
              else format('feed = %L', a.feed) end condition, null::text path
  from feeds.agreement_v1 a cross join unnest(array[
    'feeds.sent', 'feeds.told', 'feeds.decided', 'feeds.roster_row', 'feeds.roster_mark', 'feeds.packed_row', 'feeds.packed_person']) r(relation)
  union all
  select agreement, null, null, 'store/spool/' || id from feeds.delivery
  where state in ('READY', 'OFFERED', 'RELEASED', 'DEAD', 'DELIVERED');
