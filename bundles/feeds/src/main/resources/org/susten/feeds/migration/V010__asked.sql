-- SPDX-License-Identifier: Apache-2.0
-- What somebody asked for is asked for still where the delivery that was to answer it comes to nothing.

alter table feeds.feed add column asked text not null default '';
comment on column feeds.feed.asked is 'What had been asked for at the last look: any, full, or nothing.';
