-- SPDX-License-Identifier: Apache-2.0
-- Each time a record became a person's; former is whose it was before, if anybody's.

create view placed_v1 as
    select id, row, person, former, at from event where kind in ('created', 'linked', 'moved', 'split', 'unmerged');
