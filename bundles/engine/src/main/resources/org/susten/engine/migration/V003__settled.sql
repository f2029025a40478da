-- SPDX-License-Identifier: Apache-2.0
-- Rows in quarantine without a readable key are answered for by no later row: somebody says that nobody misses them any more.

create table engine.settled (
  run    bigint not null references engine.run,
  who    text not null,
  at     timestamptz not null,
  reason text not null,
  rows   bigint not null
);
comment on table engine.settled is 'Who closed what a run left open in quarantine, when and why.';
create index settled_run on engine.settled (run);
