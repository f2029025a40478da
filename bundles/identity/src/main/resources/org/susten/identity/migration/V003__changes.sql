-- SPDX-License-Identifier: Apache-2.0
-- How far the index has come: grows with whatever changes who is who, runs and people's decisions alike. Events are written under
-- one lock, so that what is seen here is never followed by something earlier.
create view change_v1 as select coalesce(max(id), 0) as last from event;
