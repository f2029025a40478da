-- SPDX-License-Identifier: Apache-2.0
-- Whom a feed, and an agreement, has told so far is asked whenever something leaves: neither is ever another partner's.

create index disclosure_feed on governance.disclosure (feed, partner);
create index disclosure_agreement on governance.disclosure (agreement, partner);
