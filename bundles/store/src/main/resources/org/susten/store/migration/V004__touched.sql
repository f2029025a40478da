-- SPDX-License-Identifier: Apache-2.0
-- Whom commits have touched: what has not changed since somebody last looked need not be read again. Not of a child: person is null.

create index history_until on history using brin (until) with (autosummarize = on);

-- What a changed record said before may have been about another child.
create view touched_v1 as
    select greatest(since, closed) as commit, 'organization' as entity, null::uuid as person from organization
    union all select greatest(since, closed) as commit, 'person' as entity, row as person from person
    union all select greatest(since, closed) as commit, 'demographic' as entity, person as person from demographic
    union all select greatest(since, closed) as commit, 'relationship' as entity, null::uuid as person from relationship
    union all select greatest(since, closed) as commit, 'staff_assignment' as entity, person as person from staff_assignment
    union all select greatest(since, closed) as commit, 'academic_session' as entity, null::uuid as person from academic_session
    union all select greatest(since, closed) as commit, 'calendar_day' as entity, null::uuid as person from calendar_day
    union all select greatest(since, closed) as commit, 'enrollment' as entity, person as person from enrollment
    union all select greatest(since, closed) as commit, 'course' as entity, null::uuid as person from course
    union all select greatest(since, closed) as commit, 'class_section' as entity, null::uuid as person from class_section
    union all select greatest(since, closed) as commit, 'class_membership' as entity, person as person from class_membership
    union all select greatest(since, closed) as commit, 'attendance' as entity, person as person from attendance
    union all select greatest(since, closed) as commit, 'program' as entity, null::uuid as person from program
    union all select greatest(since, closed) as commit, 'program_participation' as entity, person as person from program_participation
    union all select greatest(since, closed) as commit, 'service_contact' as entity, person as person from service_contact
    union all select greatest(since, closed) as commit, 'assessment' as entity, null::uuid as person from assessment
    union all select greatest(since, closed) as commit, 'assessment_result' as entity, person as person from assessment_result
    union all select greatest(since, closed) as commit, 'credential' as entity, person as person from credential
    union all select greatest(since, closed) as commit, 'eligibility' as entity, person as person from eligibility
    union all select greatest(since, closed) as commit, 'consent_record' as entity, person as person from consent_record
    union all select greatest(since, closed) as commit, 'observation' as entity, null::uuid as person from observation
    union all select greatest(since, closed) as commit, 'supplement' as entity, null::uuid as person from supplement
    union all select until, entity, case entity when 'person' then row else (content ->> 'person')::uuid end from history;
