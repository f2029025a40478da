-- SPDX-License-Identifier: Apache-2.0
-- What has been published, for ever: a table once told cannot be taken back, and later ones must not say more by comparison.
--   rows  the table as it was published
--   told  every count in it by its place in words
create table release (
    measure text not null,
    version integer not null,
    begin date not null,
    "end" date not null,
    release integer not null,
    at timestamptz not null,
    who text not null,
    divisions text[] not null,
    outcomes text[] not null,
    rows jsonb not null,
    withheld bigint not null,
    left_out text[] not null,
    told jsonb not null,
    primary key (measure, version, begin, "end", release)
);
