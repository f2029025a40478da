-- SPDX-License-Identifier: Apache-2.0
-- Which records were revised, in order: what a hub remembers of them is out of date. Written under the index's lock, so that nothing
-- comes later with a smaller number; the older ones go.
create table revised (id bigint generated always as identity primary key, record bigint not null);

-- A run's own rows stand together, whatever other runs have left behind.
drop index pending_key_key, pending_edge_a;
create index pending_key_key on pending_key (run, key) include (record);
create index pending_edge_a on pending_edge (run, a) include (b, bits);
