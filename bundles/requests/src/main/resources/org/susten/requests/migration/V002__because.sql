-- SPDX-License-Identifier: Apache-2.0
-- Why a request is met although something the hub knows speaks against who asks.
alter table request add column because text not null default '';
