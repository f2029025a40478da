-- SPDX-License-Identifier: Apache-2.0
-- How far the person index was when the hub last looked what a feed would say.
alter table feeds.feed add column checked_links bigint not null default 0;
