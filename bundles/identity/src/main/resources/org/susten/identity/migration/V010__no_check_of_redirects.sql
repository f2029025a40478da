-- SPDX-License-Identifier: Apache-2.0
-- As with links: the one statement that writes redirects knows that the person is there, and persons are never deleted. Without the
-- check, a first load can build the primary key after its rows.
alter table person drop constraint person_redirect_fkey;
