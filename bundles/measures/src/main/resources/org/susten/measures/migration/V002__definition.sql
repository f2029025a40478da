-- SPDX-License-Identifier: Apache-2.0
-- The measure's file as it was when the release was published, so that later ones are compared with what was counted then, whatever became of the
-- file. Empty for what was released before.
alter table release add column definition jsonb;
