-- SPDX-License-Identifier: Apache-2.0
-- Records that are no more: what was closed, with the commit from which on it was, in views of the same columns as the open ones.
do $$
declare
    entity text;
    columns text;
begin
    foreach entity in array array['person', 'demographic', 'relationship', 'enrollment', 'class_membership', 'attendance', 'program_participation',
                                  'service_contact', 'assessment_result', 'credential', 'eligibility', 'consent_record', 'staff_assignment', 'supplement']
    loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns
        from pg_attribute where attrelid = format('store.%I_v1', entity)::regclass and attnum > 0;
        execute format('create view store.%1$I_closed_v1 as select %2$s, closed as until from store.%1$I where closed is not null',
                       entity, columns);
    end loop;
end $$;
