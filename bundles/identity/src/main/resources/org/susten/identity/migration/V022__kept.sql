-- SPDX-License-Identifier: Apache-2.0
-- An undoing that waits for a second person can be taken back or turned down.
alter table identity.review add column kept timestamptz, add column kept_by text;
comment on column identity.review.kept is 'when an undoing of its decision that waited was last ended, so that the decision stayed, by kept_by';
