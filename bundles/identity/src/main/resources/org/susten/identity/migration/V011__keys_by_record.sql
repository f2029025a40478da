-- SPDX-License-Identifier: Apache-2.0
-- A key of a common name is that of thousands of records: one of them is taken out by looking it up, not by reading past the others.
drop index key_key;
create index key_key on key (key, record);
