-- SPDX-License-Identifier: Apache-2.0
-- Whoever asks what the hub holds of a child asks for rows in quarantine by their keys, closed ones too, and for the files of a connection.

create index quarantine_key on engine.quarantine (connection, stream, key) where key <> '';
create index arrival_kept on engine.arrival (connection) where pruned is null;
