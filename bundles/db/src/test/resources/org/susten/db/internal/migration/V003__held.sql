-- SPDX-License-Identifier: Apache-2.0
create table held (holder text not null, data text not null);
create view sealed_v1 as
  select distinct holder seal, 'things.held' relation, format('holder = %L', holder) condition, null::text path from held
  union all select distinct holder, null, null, 'store/spool/' || holder from held
  union all select distinct holder, null, null, 'store/raw/aa/' || holder from held;
