-- SPDX-License-Identifier: Apache-2.0
-- What commits have touched, as a list in their order: whoever asks since when reads what has come since, and no table of records. Where
-- person is null it was something of no child, or of more children than are listed: then it may have been anybody.

create table touched (
    commit bigint not null,
    entity text not null,
    person uuid,
    day date
);
create index touched_commit on touched (commit);
insert into touched (commit, entity)
    select c.last, unnest(array['organization', 'person', 'demographic', 'relationship', 'staff_assignment', 'academic_session', 'calendar_day',
        'enrollment', 'course', 'class_section', 'class_membership', 'attendance', 'program', 'program_participation', 'service_contact',
        'assessment', 'assessment_result', 'credential', 'eligibility', 'consent_record', 'observation', 'supplement'])
    from (select max(id) as last from commit) c where c.last is not null;

create or replace view touched_v1 as select commit, entity, person, day from touched;
drop index history_until;
