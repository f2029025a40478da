-- SPDX-License-Identifier: Apache-2.0
-- A clock that jumps must not delete what it only takes for old.

create table engine.clock (
  one     boolean primary key default true check (one),
  seen    timestamptz not null,
  doubted timestamptz
);
comment on table engine.clock is 'What the clock said when a hub last looked at it, and since when it is not believed.';
