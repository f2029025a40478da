-- SPDX-License-Identifier: Apache-2.0
-- Who may be one person: questions that nobody has answered. What is said of the one may be about the other.
create view review_v1 as
  select r.id as review, coalesce(p.redirect, a.person) as person, coalesce(q.redirect, b.person) as other
  from review r join link a on a.record = r.a join link b on b.record = r.b
  left join person p on p.person = a.person left join person q on q.person = b.person
  where r.state = 'open' and a.person <> b.person;
