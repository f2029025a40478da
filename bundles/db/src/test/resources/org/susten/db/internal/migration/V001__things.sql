-- SPDX-License-Identifier: Apache-2.0
create table thing (id int primary key);
create view thing_v1 as select id from thing;
