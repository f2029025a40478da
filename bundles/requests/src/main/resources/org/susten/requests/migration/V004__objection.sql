-- SPDX-License-Identifier: Apache-2.0
-- What spoke against who asks when a request was written down, and is outweighed by because; null in requests of before that was kept.
alter table request add column objection text;
