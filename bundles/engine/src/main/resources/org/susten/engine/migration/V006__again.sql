-- SPDX-License-Identifier: Apache-2.0
-- A row that came again answers for the one in quarantine when its run commits, which may be days later, after a hold and a restart.

alter table engine.quarantine add again bigint references engine.run;
comment on column engine.quarantine.again is 'The latest run that read the row again; it closes this one if it commits.';
