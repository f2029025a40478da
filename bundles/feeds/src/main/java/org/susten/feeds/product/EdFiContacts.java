// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.BOOLEAN;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiOthers.GUARDIANS;
import static org.susten.feeds.product.EdFiPeople.id;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiPeople.of;
import static org.susten.feeds.product.EdFiResource.descriptor;
import static org.susten.feeds.product.EdFiResource.object;

import java.util.ArrayList;
import java.util.List;

/** Resources of Ed-Fi that tell who looks after a child: by name, as a record of theirs may be that of a child's home. */
public final class EdFiContacts {

    private static final String ID = "Who looks after a child: a pseudonym that is yours alone and lasting";

    /** Ed-Fi's words that sources use; what else they write stands under our own name. */
    private static final List<String> RELATIONS = List.of(
            "Aunt",
            "Brother",
            "Cousin",
            "Father",
            "Father, step",
            "Foster parent",
            "Godparent",
            "Grandfather",
            "Grandmother",
            "Grandparent",
            "Guardian",
            "Mother",
            "Mother, step",
            "Other",
            "Parent",
            "Parent, step",
            "Relative",
            "Sibling",
            "Sister",
            "Uncle");

    /** However a source writes a word, Ed-Fi's begins with a capital. */
    private static final String KIND = "(upper(left(t.kind, 1)) || substring(t.kind from 2))";

    private static final EdFiResource CONTACTS = new EdFiResource(
            "contacts",
            "Who looks after a child of the population",
            true,
            "(select distinct person from edfi_contact) g join feed_recipient r on r.person = g.person",
            EdFiOthers.NAMES,
            contact(),
            object("'contactUniqueId'", "r.id"),
            "0::bigint",
            "r.person");

    private static final EdFiResource CARE = new EdFiResource(
            "studentContactAssociations",
            "Who looks after a child",
            true,
            """
            edfi_contact g join store.relationship_v1 t on t.row = g.row
            join feed_recipient r on r.person = g.student join feed_recipient h on h.person = g.person""",
            List.of(),
            List.of(
                    id("studentContactAssociations.studentReference"),
                    key(
                            "studentContactAssociations.contactReference",
                            ID,
                            TEXT,
                            List.of(GUARDIANS),
                            object("'contactUniqueId'", "h.id")),
                    of(
                            "studentContactAssociations.relationDescriptor",
                            "Mother, grandparent and so on, in the source's word where Ed-Fi has none",
                            TEXT,
                            "Relationship.kind",
                            descriptor("Relation", KIND, RELATIONS)),
                    of(
                            "studentContactAssociations.legalGuardian",
                            "Whether the source says legal guardian",
                            BOOLEAN,
                            "Relationship.legalGuardian",
                            "t.legal_guardian"),
                    of(
                            "studentContactAssociations.livesWith",
                            "Whether the child lives with them",
                            BOOLEAN,
                            "Relationship.livesWith",
                            "t.lives_with"),
                    of(
                            "studentContactAssociations.primaryContactStatus",
                            "Whether they are asked first",
                            BOOLEAN,
                            "Relationship.primaryContact",
                            "t.primary_contact")),
            object("'contactUniqueId'", "h.id", "'studentUniqueId'", "r.id"),
            "r.person",
            "t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(CONTACTS, CARE);

    private EdFiContacts() {}

    private static List<Column> contact() {
        List<Column> columns = new ArrayList<>();
        columns.add(key("contacts.contactUniqueId", ID, TEXT, List.of(GUARDIANS), "r.id"));
        columns.addAll(EdFiOthers.names("contacts", GUARDIANS));
        return columns;
    }
}
