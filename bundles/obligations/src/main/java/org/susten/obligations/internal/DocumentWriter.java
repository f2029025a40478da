// SPDX-License-Identifier: Apache-2.0
package org.susten.obligations.internal;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.susten.governance.Agreement;
import org.susten.governance.LegalBasis;
import org.susten.model.words.Count;
import org.susten.obligations.PrivacyObligations;

/** Writes an agreement as a {@code pod}; elements stand in the order of SIF Infrastructure 3.3. */
public final class DocumentWriter {

    private final Agreement agreement;
    private final LocalDate day;
    private final LegalBasis basis;
    private final StringWriter text = new StringWriter();
    private int depth;

    /** Of an agreement as it stands on that day. */
    public DocumentWriter(Agreement agreement, LocalDate day) {
        this.agreement = agreement;
        this.day = day;
        this.basis = LegalBasis.of(agreement.legalBasis());
    }

    /** The whole document. */
    public String write() {
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            document(out);
            out.writeEndDocument();
            out.close();
            return text.append('\n').toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an agreement cannot be written as XML", e);
        }
    }

    private void document(XMLStreamWriter out) throws XMLStreamException {
        open(out, "pod");
        out.writeDefaultNamespace(PrivacyObligations.NAMESPACE);
        out.writeAttribute("id", id());
        leaf(out, "podStatus", status());
        leaf(out, "podToken", agreement.id());
        leaf(out, "podVersion", agreement.revision());
        leaf(out, "partyId", agreement.partner().id());
        open(out, "privacyList");
        open(out, "privacy");
        leaf(out, "default", "N");
        open(out, "privacyObligationsDocument");
        contract(out);
        legal(out);
        technical(out);
        processor(out);
        if (!agreement.terms().onward().isEmpty()) {
            open(out, "dataSubProcessorList");
            for (String party : agreement.terms().onward()) {
                open(out, "dataSubProcessor");
                leaf(out, "subProcessorName", party);
                // Required, and nobody told the hub: an empty one says so.
                leaf(out, "privacyPolicyURL", "");
                close(out);
            }
            close(out);
        }
        for (int left = depth; left > 0; left--) {
            close(out);
        }
    }

    /** The same for the same agreement; the standard lets in UUIDs of version 1 and 4 only. */
    private String id() {
        UUID named = UUID.nameUUIDFromBytes(("susten:agreement:" + agreement.id()).getBytes(StandardCharsets.UTF_8));
        long high = named.getMostSignificantBits() & ~0xF000L | 0x4000L;
        return new UUID(high, named.getLeastSignificantBits()).toString();
    }

    private String status() {
        return day.isBefore(agreement.effective()) ? "Pending" : day.isAfter(agreement.expiry()) ? "Expired" : "Live";
    }

    private void contract(XMLStreamWriter out) throws XMLStreamException {
        open(out, "contract");
        leaf(out, "contractURI", "urn:susten:agreement:" + agreement.id());
        leaf(out, "contractName", agreement.id());
        leaf(out, "dateValidFrom", agreement.effective().toString());
        leaf(out, "dateValidTo", agreement.expiry().toString());
        leaf(out, "contractVersion", agreement.revision());
        open(out, "lawList");
        open(out, "law");
        leaf(out, "lawName", basis.title());
        leaf(out, "lawDescription", basis.code());
        close(out);
        close(out);
        close(out);
    }

    private void legal(XMLStreamWriter out) throws XMLStreamException {
        open(out, "legalRequirements");
        open(out, "clauseList");
        clause(out, "The question it answers", "question", agreement.question(), null);
        for (LegalBasis.Condition condition : basis.conditions()) {
            clause(
                    out,
                    condition.words(),
                    "conditions." + condition.key(),
                    agreement.conditions().getOrDefault(condition.key(), ""),
                    condition.citation());
        }
        clause(
                out,
                "Published counts",
                "smallestCell",
                "No count of fewer than " + agreement.smallestCell() + " people is published.",
                null);
        clause(
                out,
                "Onward parties",
                "redisclosure",
                agreement.terms().onward().isEmpty()
                        ? "The partner passes nothing on."
                        : "The partner passes it on to nobody but: "
                                + String.join("; ", agreement.terms().onward()) + ".",
                null);
        clause(
                out,
                "Corrections",
                "acknowledgement",
                "The partner follows a correction notice and says so within "
                        + Count.of(agreement.terms().acknowledgement(), "day", "days") + ".",
                null);
        if (agreement.terms().reciprocity() != null) {
            clause(
                    out,
                    "What the partner gives back",
                    "reciprocity",
                    agreement.terms().reciprocity(),
                    null);
        }
        close(out);
        close(out);
    }

    private void clause(XMLStreamWriter out, String label, String key, String content, @Nullable String citation)
            throws XMLStreamException {
        open(out, "clause");
        leaf(out, "clauseLabel", label);
        leaf(out, "clauseReference", agreement.id() + ": " + key);
        leaf(out, "clauseContent", content);
        if (citation != null) {
            open(out, "obligationList");
            open(out, "obligation");
            leaf(out, "obligationDescription", citation);
            close(out);
            close(out);
        }
        close(out);
    }

    private void technical(XMLStreamWriter out) throws XMLStreamException {
        open(out, "technicalRequirements");
        open(out, "dataAccess");
        open(out, "fieldList");
        for (Map.Entry<String, List<String>> entity : agreement.fields().entrySet()) {
            for (String component : entity.getValue()) {
                open(out, "field");
                leaf(out, "fieldName", entity.getKey() + '.' + component);
                leaf(out, "controlrights", "R");
                close(out);
            }
        }
        close(out);
        close(out);
        conditions(out);
        open(out, "dataDeletion");
        leaf(out, "deleteData", "Y");
        if (agreement.terms().destruction() != null) {
            leaf(out, "deleteBy", agreement.terms().destruction().toString());
        }
        open(out, "partyToDeleteData");
        leaf(out, "organisation", agreement.partner().id());
        close(out);
        close(out);
        close(out);
    }

    private void conditions(XMLStreamWriter out) throws XMLStreamException {
        Agreement.Population population = agreement.population();
        open(out, "conditionList");
        condition(out, "population", "Whose data is meant");
        property(out, "connection", population.connection());
        property(out, "entity", population.entity());
        for (String program : population.programs()) {
            property(out, "program", program);
        }
        for (String organization : population.organizations()) {
            property(out, "organization", organization);
        }
        property(out, "ever", Boolean.toString(population.ever()));
        property(out, "grace", Integer.toString(population.grace()));
        closeCondition(out);
        condition(out, "terms", "How people are told apart, and what is undertaken");
        property(out, "identifiability", agreement.identifiability().name().toLowerCase(Locale.ROOT));
        property(out, "smallestCell", Integer.toString(agreement.smallestCell()));
        property(out, "acknowledgement", Integer.toString(agreement.terms().acknowledgement()));
        if (agreement.partner().connection() != null) {
            property(out, "partnerConnection", agreement.partner().connection());
        }
        closeCondition(out);
        close(out);
    }

    private void condition(XMLStreamWriter out, String name, String words) throws XMLStreamException {
        open(out, "condition");
        leaf(out, "typeOfCondition", PrivacyObligations.TYPE);
        leaf(out, "conditionName", name);
        leaf(out, "conditionDescription", words);
        open(out, "propertyList");
    }

    private void closeCondition(XMLStreamWriter out) throws XMLStreamException {
        close(out);
        close(out);
    }

    private void property(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        open(out, "property");
        leaf(out, "propertyName", name);
        leaf(out, "propertyValue", value);
        close(out);
    }

    private void processor(XMLStreamWriter out) throws XMLStreamException {
        Agreement.Partner partner = agreement.partner();
        open(out, "dataProcessor");
        leaf(out, "dataProcessorName", partner.name());
        leaf(out, "privacyPolicyURL", "");
        open(out, "privacyContact");
        open(out, "name");
        if (!mail(partner.contact())) {
            leaf(out, "familyName", partner.contact());
        }
        close(out);
        if (mail(partner.contact())) {
            open(out, "emailList");
            leaf(out, "email", partner.contact());
            close(out);
        }
        close(out);
        open(out, "purposeList");
        leaf(out, "purpose", agreement.purpose());
        close(out);
        leaf(out, "dataUsageMarketingAllowed", "N");
        if (!agreement.terms().training().isEmpty()) {
            open(out, "employeeTrainingList");
            for (String curriculum : agreement.terms().training()) {
                open(out, "employeeTraining");
                leaf(out, "trainingName", curriculum);
                close(out);
            }
            close(out);
        }
        close(out);
    }

    private static boolean mail(String contact) {
        return contact.matches("\\S+@\\S+");
    }

    private void open(XMLStreamWriter out, String name) throws XMLStreamException {
        line(out);
        out.writeStartElement(name);
        depth++;
    }

    private void close(XMLStreamWriter out) throws XMLStreamException {
        depth--;
        line(out);
        out.writeEndElement();
    }

    private void leaf(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        line(out);
        if (value.isEmpty()) {
            out.writeEmptyElement(name);
            return;
        }
        out.writeStartElement(name);
        out.writeCharacters(value.strip().replaceAll("\\s+", " "));
        out.writeEndElement();
    }

    private void line(XMLStreamWriter out) throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }
}
