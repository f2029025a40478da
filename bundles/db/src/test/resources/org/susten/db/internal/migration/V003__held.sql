-- SPDX-License-Identifier: Apache-2.0
create table held (holder text not null, data text not null); -- one holder, or several
create view sealed_v1 as
  with seals as (select distinct unnest(string_to_array(holder, ' ')) seal from held)
  select seal, 'things.held' relation, format('%L = any (string_to_array(holder, '' ''))', seal) condition, null::text path from seals
  union all select seal, null, null, 'store/spool/' || seal from seals
  union all select seal, null, null, 'store/raw/aa/' || seal from seals;
