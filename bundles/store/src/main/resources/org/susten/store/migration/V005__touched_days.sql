-- SPDX-License-Identifier: Apache-2.0
-- Of what is recorded day by day, the day too: a feed that tells of days reads no others of that child. Null of everything else.

create or replace view touched_v1 as
    select greatest(since, closed) as commit, 'organization' as entity, null::uuid as person, null::date as day from organization
    union all select greatest(since, closed) as commit, 'person' as entity, row as person, null::date as day from person
    union all select greatest(since, closed) as commit, 'demographic' as entity, person as person, null::date as day from demographic
    union all select greatest(since, closed) as commit, 'relationship' as entity, null::uuid as person, null::date as day from relationship
    union all select greatest(since, closed) as commit, 'staff_assignment' as entity, person as person, null::date as day from staff_assignment
    union all select greatest(since, closed) as commit, 'academic_session' as entity, null::uuid as person, null::date as day from academic_session
    union all select greatest(since, closed) as commit, 'calendar_day' as entity, null::uuid as person, null::date as day from calendar_day
    union all select greatest(since, closed) as commit, 'enrollment' as entity, person as person, null::date as day from enrollment
    union all select greatest(since, closed) as commit, 'course' as entity, null::uuid as person, null::date as day from course
    union all select greatest(since, closed) as commit, 'class_section' as entity, null::uuid as person, null::date as day from class_section
    union all select greatest(since, closed) as commit, 'class_membership' as entity, person as person, null::date as day from class_membership
    union all select greatest(since, closed) as commit, 'attendance' as entity, person as person, day as day from attendance
    union all select greatest(since, closed) as commit, 'program' as entity, null::uuid as person, null::date as day from program
    union all select greatest(since, closed) as commit, 'program_participation' as entity, person as person, null::date as day from program_participation
    union all select greatest(since, closed) as commit, 'service_contact' as entity, person as person, day as day from service_contact
    union all select greatest(since, closed) as commit, 'assessment' as entity, null::uuid as person, null::date as day from assessment
    union all select greatest(since, closed) as commit, 'assessment_result' as entity, person as person, null::date as day from assessment_result
    union all select greatest(since, closed) as commit, 'credential' as entity, person as person, null::date as day from credential
    union all select greatest(since, closed) as commit, 'eligibility' as entity, person as person, null::date as day from eligibility
    union all select greatest(since, closed) as commit, 'consent_record' as entity, person as person, null::date as day from consent_record
    union all select greatest(since, closed) as commit, 'observation' as entity, null::uuid as person, null::date as day from observation
    union all select greatest(since, closed) as commit, 'supplement' as entity, null::uuid as person, null::date as day from supplement
    union all select until, entity, case entity when 'person' then row else (content ->> 'person')::uuid end,
        case when entity in ('attendance', 'service_contact') then (content ->> 'day')::date end from history;
