-- SPDX-License-Identifier: Apache-2.0
-- What had happened to who is who when a request was written down: where a child is parted from another since, the number may be the other's.
alter table request add column happened bigint not null default 0;
