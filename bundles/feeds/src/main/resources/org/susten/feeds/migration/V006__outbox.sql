-- SPDX-License-Identifier: Apache-2.0
-- What partners come for (OFFERED), what could not be sent (DEAD), what they say of what they got, and what they are told beside.

alter table feeds.delivery add column acknowledged timestamptz, add column acknowledgement text not null default '';
comment on column feeds.delivery.acknowledgement is 'How the partner, or whoever heard it, said that it has taken the delivery over.';

create table feeds.announcement (
  delivery text primary key,
  feed     text not null,
  attempts integer not null default 0,
  next     timestamptz,
  told     timestamptz,
  message  text not null default ''
);
comment on table feeds.announcement is 'Word to a partner that a delivery is there; told once it took it. It holds no data.';
create index announcement_feed on feeds.announcement (feed) where told is null;

create or replace view feeds.sealed_v1 as
  select a.agreement seal, r.relation,
         case when r.relation like 'feeds.packed%' then format('delivery in (select number from feeds.delivery where feed = %L)', a.feed)
              else format('feed = %L', a.feed) end condition, null::text path
  from feeds.agreement_v1 a cross join unnest(array[
    'feeds.sent', 'feeds.told', 'feeds.roster_row', 'feeds.roster_mark', 'feeds.packed_row', 'feeds.packed_person']) r(relation)
  union all
  select agreement, null, null, 'store/spool/' || id from feeds.delivery
  where state in ('READY', 'OFFERED', 'RELEASED', 'DEAD', 'DELIVERED');
