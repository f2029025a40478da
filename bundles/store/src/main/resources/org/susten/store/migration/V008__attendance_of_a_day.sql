-- SPDX-License-Identifier: Apache-2.0

-- What is new of a child's day is read without the rest of its year.
drop index attendance_person;
create index attendance_person on attendance (person, day);
