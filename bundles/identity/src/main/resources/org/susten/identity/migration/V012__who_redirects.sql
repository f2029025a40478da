-- SPDX-License-Identifier: Apache-2.0
-- Whoever redirects to a person that is merged away is found at once.
create index person_redirect on person (redirect) where redirect is not null;
