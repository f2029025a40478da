-- SPDX-License-Identifier: Apache-2.0
-- One table per entity of the common model: the latest version of each record, open (closed is null) or closed.
--   row     first 128 bits of SHA-256 over the source id: system, site, stream and key, parted by NUL
--   origin  the source row it came from, where that is another than its own id names
--   source  the stream of that source row, where it is another: such a record is shared by many source rows
--   hash    first 128 bits of SHA-256 over the components
--   since   the commit that gave it this content; closed: the commit that closed it
-- A changed row finds room on its own page, so that its index need not be touched.
-- Rows of a stream lie together, so a BRIN index finds them at hardly any cost to writing.
-- Components in the model's order; references are rows, sets, lists and records jsonb, options their codes.
-- What every comparison reads comes first, where PostgreSQL finds it fastest.
-- A new component is a column at the end: nulls at the end are not hashed, so rows without it stay as they are.

create table stream (
    stream integer generated always as identity primary key,
    system text not null,
    site text not null,
    name text not null,
    unique (system, site, name)
);
create view stream_v1 as select stream, system, site, name from stream;

-- The order of changes: no gaps, no two at once.
create table commit (
    id bigint primary key,
    run bigint not null,
    at timestamptz not null default clock_timestamp()
);
create view commit_v1 as select id, run, at from commit;

-- Open records of one entity in one stream; kept by every merge.
create table tally (
    entity text not null,
    stream integer not null,
    open bigint not null,
    primary key (entity, stream)
);

-- What a record said before: in force from the commit since up to, and without, the commit until.
create table history (
    entity text not null,
    row uuid not null,
    since bigint not null,
    until bigint not null,
    content jsonb not null,
    primary key (row, entity, since)
);
create view history_v1 as select entity, row, since, until, content from history;

-- Records whose parents have not come yet, and the parents they lacked when they came.
create table waiting (
    entity text not null,
    row uuid not null,
    stream integer not null,
    key text not null,
    origin uuid,
    source integer,
    run bigint not null,
    ordinal bigint not null,
    content jsonb not null,
    primary key (entity, row)
);
create table waiting_for (
    entity text not null,
    row uuid not null,
    component text not null,
    parent_entity text not null,
    parent uuid not null,
    parent_stream integer not null,
    parent_key text not null,
    primary key (entity, row, component),
    foreign key (entity, row) references waiting on delete cascade
);

create table organization (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    name text not null,
    type text not null,
    identifiers jsonb not null,
    parent uuid,
    address jsonb
) with (fillfactor = 95);
create index organization_stream on organization using brin (stream, source) with (autosummarize = on);
create index organization_origin on organization (origin) where origin is not null;
create view organization_v1 as
    select row, stream, key, since, name, type, identifiers, parent, address
    from organization where closed is null;

create table person (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    roles jsonb not null,
    given_name text,
    middle_name text,
    family_name text,
    suffix text,
    preferred_name text,
    former_names jsonb not null,
    birth_date date,
    sex text,
    races jsonb not null,
    hispanic boolean,
    home_language text,
    addresses jsonb not null,
    phones jsonb not null,
    emails jsonb not null,
    identifiers jsonb not null
) with (fillfactor = 95);
create index person_stream on person using brin (stream, source) with (autosummarize = on);
create index person_origin on person (origin) where origin is not null;
create view person_v1 as
    select row, stream, key, since, roles, given_name, middle_name, family_name, suffix, preferred_name, former_names, birth_date, sex, races, hispanic, home_language, addresses, phones, emails, identifiers
    from person where closed is null;

create table demographic (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    birth_date date,
    sex text,
    races jsonb not null,
    hispanic boolean,
    home_language text,
    birth_country text,
    birth_state text,
    birth_city text
) with (fillfactor = 95);
create index demographic_stream on demographic using brin (stream, source) with (autosummarize = on);
create index demographic_origin on demographic (origin) where origin is not null;
create view demographic_v1 as
    select row, stream, key, since, person, birth_date, sex, races, hispanic, home_language, birth_country, birth_state, birth_city
    from demographic where closed is null;

create table relationship (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    guardian uuid not null,
    student uuid not null,
    kind text,
    legal_guardian boolean,
    lives_with boolean,
    primary_contact boolean,
    restrictions text
) with (fillfactor = 95);
create index relationship_stream on relationship using brin (stream, source) with (autosummarize = on);
create index relationship_origin on relationship (origin) where origin is not null;
create view relationship_v1 as
    select row, stream, key, since, guardian, student, kind, legal_guardian, lives_with, primary_contact, restrictions
    from relationship where closed is null;

create table staff_assignment (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    organization uuid not null,
    role text not null,
    "primary" boolean,
    begin date,
    "end" date
) with (fillfactor = 95);
create index staff_assignment_stream on staff_assignment using brin (stream, source) with (autosummarize = on);
create index staff_assignment_origin on staff_assignment (origin) where origin is not null;
create view staff_assignment_v1 as
    select row, stream, key, since, person, organization, role, "primary", begin, "end"
    from staff_assignment where closed is null;

create table academic_session (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    organization uuid,
    title text not null,
    kind text not null,
    begin date not null,
    "end" date not null,
    school_year integer,
    parent uuid
) with (fillfactor = 95);
create index academic_session_stream on academic_session using brin (stream, source) with (autosummarize = on);
create index academic_session_origin on academic_session (origin) where origin is not null;
create view academic_session_v1 as
    select row, stream, key, since, organization, title, kind, begin, "end", school_year, parent
    from academic_session where closed is null;

create table calendar_day (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    organization uuid not null,
    day date not null,
    instructional boolean not null,
    event text,
    minutes integer
) with (fillfactor = 95);
create index calendar_day_stream on calendar_day using brin (stream, source) with (autosummarize = on);
create index calendar_day_origin on calendar_day (origin) where origin is not null;
create view calendar_day_v1 as
    select row, stream, key, since, organization, day, instructional, event, minutes
    from calendar_day where closed is null;

create table enrollment (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    organization uuid not null,
    grade text,
    entry date,
    exit date,
    entry_type text,
    exit_type text,
    "primary" boolean,
    postsecondary_status text
) with (fillfactor = 95);
create index enrollment_stream on enrollment using brin (stream, source) with (autosummarize = on);
create index enrollment_origin on enrollment (origin) where origin is not null;
create view enrollment_v1 as
    select row, stream, key, since, person, organization, grade, entry, exit, entry_type, exit_type, "primary", postsecondary_status
    from enrollment where closed is null;

create table course (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    organization uuid,
    session uuid,
    title text not null,
    code text,
    subjects jsonb not null,
    grades jsonb not null
) with (fillfactor = 95);
create index course_stream on course using brin (stream, source) with (autosummarize = on);
create index course_origin on course (origin) where origin is not null;
create view course_v1 as
    select row, stream, key, since, organization, session, title, code, subjects, grades
    from course where closed is null;

create table class_section (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    organization uuid,
    course uuid,
    sessions jsonb not null,
    title text not null,
    code text,
    kind text,
    grades jsonb not null,
    subjects jsonb not null,
    periods jsonb not null,
    location text
) with (fillfactor = 95);
create index class_section_stream on class_section using brin (stream, source) with (autosummarize = on);
create index class_section_origin on class_section (origin) where origin is not null;
create view class_section_v1 as
    select row, stream, key, since, organization, course, sessions, title, code, kind, grades, subjects, periods, location
    from class_section where closed is null;

create table class_membership (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    section uuid not null,
    organization uuid,
    role text not null,
    "primary" boolean,
    begin date,
    "end" date
) with (fillfactor = 95);
create index class_membership_stream on class_membership using brin (stream, source) with (autosummarize = on);
create index class_membership_origin on class_membership (origin) where origin is not null;
create view class_membership_v1 as
    select row, stream, key, since, person, section, organization, role, "primary", begin, "end"
    from class_membership where closed is null;

create table attendance (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    organization uuid,
    section uuid,
    day date not null,
    category text not null,
    minutes integer,
    reason text
) with (fillfactor = 95);
create index attendance_stream on attendance using brin (stream, source) with (autosummarize = on);
create index attendance_origin on attendance (origin) where origin is not null;
create view attendance_v1 as
    select row, stream, key, since, person, organization, section, day, category, minutes, reason
    from attendance where closed is null;

create table program (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    organization uuid,
    name text not null,
    type text not null
) with (fillfactor = 95);
create index program_stream on program using brin (stream, source) with (autosummarize = on);
create index program_origin on program (origin) where origin is not null;
create view program_v1 as
    select row, stream, key, since, organization, name, type
    from program where closed is null;

create table program_participation (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    program uuid,
    organization uuid,
    begin date,
    "end" date,
    status text,
    exit_reason text
) with (fillfactor = 95);
create index program_participation_stream on program_participation using brin (stream, source) with (autosummarize = on);
create index program_participation_origin on program_participation (origin) where origin is not null;
create view program_participation_v1 as
    select row, stream, key, since, person, program, organization, begin, "end", status, exit_reason
    from program_participation where closed is null;

create table service_contact (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    program uuid,
    organization uuid,
    day date not null,
    minutes integer,
    service text
) with (fillfactor = 95);
create index service_contact_stream on service_contact using brin (stream, source) with (autosummarize = on);
create index service_contact_origin on service_contact (origin) where origin is not null;
create view service_contact_v1 as
    select row, stream, key, since, person, program, organization, day, minutes, service
    from service_contact where closed is null;

create table assessment (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    title text not null,
    kind text,
    subject text,
    form text,
    section uuid,
    session uuid,
    assigned date,
    due date,
    least numeric,
    most numeric
) with (fillfactor = 95);
create index assessment_stream on assessment using brin (stream, source) with (autosummarize = on);
create index assessment_origin on assessment (origin) where origin is not null;
create view assessment_v1 as
    select row, stream, key, since, title, kind, subject, form, section, session, assigned, due, least, most
    from assessment where closed is null;

create table assessment_result (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    assessment uuid not null,
    day date,
    score numeric,
    text text,
    scale text,
    level text,
    status text
) with (fillfactor = 95);
create index assessment_result_stream on assessment_result using brin (stream, source) with (autosummarize = on);
create index assessment_result_origin on assessment_result (origin) where origin is not null;
create view assessment_result_v1 as
    select row, stream, key, since, person, assessment, day, score, text, scale, level, status
    from assessment_result where closed is null;

create table credential (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    organization uuid,
    kind text not null,
    title text,
    day date
) with (fillfactor = 95);
create index credential_stream on credential using brin (stream, source) with (autosummarize = on);
create index credential_origin on credential (origin) where origin is not null;
create view credential_v1 as
    select row, stream, key, since, person, organization, kind, title, day
    from credential where closed is null;

create table eligibility (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    kind text not null,
    detail text,
    begin date,
    "end" date
) with (fillfactor = 95);
create index eligibility_stream on eligibility using brin (stream, source) with (autosummarize = on);
create index eligibility_origin on eligibility (origin) where origin is not null;
create view eligibility_v1 as
    select row, stream, key, since, person, kind, detail, begin, "end"
    from eligibility where closed is null;

create table consent_record (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    person uuid not null,
    kind text not null,
    scope text,
    by text,
    begin date,
    "end" date
) with (fillfactor = 95);
create index consent_record_stream on consent_record using brin (stream, source) with (autosummarize = on);
create index consent_record_origin on consent_record (origin) where origin is not null;
create view consent_record_v1 as
    select row, stream, key, since, person, kind, scope, by, begin, "end"
    from consent_record where closed is null;

create table observation (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    organization uuid,
    indicator text not null,
    begin date not null,
    "end" date not null,
    subgroup text,
    numerator numeric,
    denominator numeric
) with (fillfactor = 95);
create index observation_stream on observation using brin (stream, source) with (autosummarize = on);
create index observation_origin on observation (origin) where origin is not null;
create view observation_v1 as
    select row, stream, key, since, organization, indicator, begin, "end", subgroup, numerator, denominator
    from observation where closed is null;

create table supplement (
    row uuid primary key,
    hash uuid not null,
    since bigint not null,
    stream integer not null,
    closed bigint,
    source integer,
    origin uuid,
    key text not null,
    kind text not null,
    about uuid,
    values jsonb not null
) with (fillfactor = 95);
create index supplement_stream on supplement using brin (stream, source) with (autosummarize = on);
create index supplement_origin on supplement (origin) where origin is not null;
create view supplement_v1 as
    select row, stream, key, since, kind, about, values
    from supplement where closed is null;

