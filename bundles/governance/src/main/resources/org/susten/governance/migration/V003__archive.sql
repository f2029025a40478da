-- SPDX-License-Identifier: Apache-2.0
-- Agreements under which something left, as they were when it did: what binds a partner must be known when its file is gone.

create table governance.agreement (
  id       text primary key,
  revision text not null,
  content  jsonb not null,
  first    timestamptz not null,
  last     timestamptz not null
);
comment on table governance.agreement is 'As of the last disclosure under it.';
