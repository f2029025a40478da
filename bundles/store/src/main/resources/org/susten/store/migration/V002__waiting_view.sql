-- SPDX-License-Identifier: Apache-2.0

-- Rows that wait for a parent, and the run that left them waiting.
create view waiting_v1 as select w.entity, w.row, s.system, s.site, s.name as stream, w.run
from waiting w join stream s on s.stream = coalesce(w.source, w.stream);
