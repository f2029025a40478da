-- SPDX-License-Identifier: Apache-2.0
-- Raw input may be kept for one agreement only: backups hold it under that agreement's key, and it goes when the agreement does.

alter table engine.arrival add column agreement text;
comment on column engine.arrival.agreement is 'For which agreement its connection was read when it arrived; null where its file named none.';
create index arrival_agreement on engine.arrival (agreement) where agreement is not null;

create table engine.ended (
  agreement text primary key,
  at        timestamptz not null
);
comment on table engine.ended is 'Agreements whose raw input was destroyed; nothing arrives for them any more.';

-- What came for several agreements, byte for byte, is no single one's.
create view engine.sealed_v1 as
  select a.agreement seal, null::text relation, null::text condition, 'store/raw/' || left(a.sha256, 2) || '/' || a.sha256 path
  from engine.arrival a where a.agreement is not null and a.pruned is null
  and not exists (select from engine.arrival o
    where o.sha256 = a.sha256 and o.pruned is null and o.agreement is distinct from a.agreement)
  group by a.agreement, a.sha256
  union all
  select distinct agreement, 'engine.quarantine', format(
    'run in (select run from engine.run_arrival join engine.arrival using (arrival) where agreement = %L)', agreement), null
  from engine.arrival where agreement is not null;
