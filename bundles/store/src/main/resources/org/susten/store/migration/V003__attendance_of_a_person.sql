-- SPDX-License-Identifier: Apache-2.0

-- A feed reads the attendance of its population's children, which is mostly a small part of a district's.
create index attendance_person on attendance (person);
