-- SPDX-License-Identifier: Apache-2.0
-- Where it takes two people to decide a review, it takes two to undo what was decided.
alter table identity.review add column undoing text, add column undoes bigint;
comment on column identity.review.undoing is 'who has asked for the decision undoes to be taken back, and waits for a second person';
