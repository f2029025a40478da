create table child (id text primary key, first_name text, last_name text, birth_date date, changed timestamptz not null);
create table visit (visit_id integer primary key, child_id text, day date, minutes numeric(5, 1), hub_note text[]);
insert into child values
    ('TN-500017', 'Philomena', 'Inventedname', date '2018-02-03', timestamptz '2026-01-05 08:00:00.123456+00'),
    ('TN-500018', 'Thaddeus', 'Madeupson', date '2017-11-30', timestamptz '2026-01-05 08:00:00.123456+00'),
    ('TN-500019', 'Eulalia', 'Nosuchperson', date '2019-07-21', timestamptz '2026-01-06 09:30:00+00');
insert into visit values
    (1, 'TN-500017', date '2026-01-07', 45.0, '{homework,snack}'),
    (2, 'TN-500018', date '2026-01-07', 60.0, null);
