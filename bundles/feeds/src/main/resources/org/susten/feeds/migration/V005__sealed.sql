-- SPDX-License-Identifier: Apache-2.0
-- What the hub holds only for an agreement stands under its seal: backups hold it under a key that is destroyed when the agreement is.

alter table feeds.roster add column agreement text not null default '';

create view feeds.agreement_v1 as
  select distinct on (feed) feed, agreement from (
    select feed, agreement, number from feeds.delivery
    union all select feed, agreement, 0 from feeds.told
    union all select feed, agreement, 0 from feeds.roster where agreement <> '') known
  order by feed, number desc;
comment on view feeds.agreement_v1 is 'Under which agreement each feed was last.';

create view feeds.sealed_v1 as
  select a.agreement seal, r.relation,
         case when r.relation like 'feeds.packed%' then format('delivery in (select number from feeds.delivery where feed = %L)', a.feed)
              else format('feed = %L', a.feed) end condition, null::text path
  from feeds.agreement_v1 a cross join unnest(array[
    'feeds.sent', 'feeds.told', 'feeds.roster_row', 'feeds.roster_mark', 'feeds.packed_row', 'feeds.packed_person']) r(relation)
  union all
  select agreement, null, null, 'store/spool/' || id from feeds.delivery where state in ('READY', 'RELEASED', 'DELIVERED');
