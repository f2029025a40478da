-- SPDX-License-Identifier: Apache-2.0

-- Rows that wait for a parent, with what they say, and the parents they lack: for whoever must say what is held of somebody.
create view waiting_row_v1 as select entity, row, coalesce(source, stream) as stream, key, run, content from waiting;
create view waiting_for_v1 as select entity, row, component, parent_entity from waiting_for;
