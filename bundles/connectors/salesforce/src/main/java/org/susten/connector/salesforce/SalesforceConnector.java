// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.susten.kit.Sites;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Asks a Salesforce org with the Program Management Module on the Nonprofit Success Pack. */
@Component(name = "org.susten.connector.salesforce", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SalesforceConnector.Config.class, factory = true)
public final class SalesforceConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "Salesforce", description = "Program Management Module on the Nonprofit Success Pack")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(
                description = "Short name of the organization, recorded as provenance; never change it later")
        String site();

        /** The org's own address. */
        @AttributeDefinition(
                description = "The org's own address (My Domain), such as https://riverside.my.salesforce.com")
        String baseUrl();

        /** How the hub makes itself known. */
        @AttributeDefinition(
                description =
                        "How the hub makes itself known: client credentials, or a token signed for a user (JWT bearer)",
                options = {@Option("client"), @Option("jwt")})
        String login() default "client";

        /** Consumer key. */
        @AttributeDefinition(description = "Consumer key of the connected app that was made for the hub")
        String clientId();

        /** Name of the secret. */
        @AttributeDefinition(
                description = "Name of the secret: the consumer secret, or with jwt the private key (PEM, PKCS#8)")
        String clientSecret();

        /** The user. */
        @AttributeDefinition(description = "With jwt: name of the user as whom the hub reads")
        String user() default "";

        /** The audience. */
        @AttributeDefinition(
                description = "With jwt: where the user logs in; https://test.salesforce.com for a sandbox")
        String audience() default "https://login.salesforce.com";

        /** Version. */
        @AttributeDefinition(description = "Version of the API")
        String version() default "v62.0";

        /** Prefix of the module's objects. */
        @AttributeDefinition(
                description = "Prefix of the module's objects and fields; empty where it is not installed as a package")
        String prefix() default "pmdm__";

        /** Minutes of a unit. */
        @AttributeDefinition(
                description =
                        "How many minutes a unit of measurement is, each as Session=90; hours and minutes are known")
        String[] units() default {};

        /** Meanings of picklist values. */
        @AttributeDefinition(
                description =
                        "What the org's own picklist values mean, each as attendance/No Show=UnexcusedAbsence, or program/Literacy=tutoring")
        String[] crosswalk() default {};

        /** Bulk API. */
        @AttributeDefinition(
                description = "Whether everything is read by Bulk API 2.0, which spares the daily number of questions")
        boolean bulk() default false;

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once, 200 to 2000; by bulk ten times as many")
        int pageSize() default 2000;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only what changed; 0 means each time, at most 14")
        int fullEveryDays() default 7;
    }

    private static final Catalogue CATALOGUE = SalesforceObject.catalogue();

    private final SalesforceService service;
    private final SalesforceMeaning meaning;

    /** One connection. */
    @Activate
    public SalesforceConnector(Config config) {
        String site = Sites.name(config.site());
        this.service = new SalesforceService(config);
        this.meaning = new SalesforceMeaning(site, new SalesforceCodes(config.units(), config.crosswalk()));
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        service.check(context);
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return service.read(SalesforceObject.of(stream.name()), since, context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return meaning.of(row);
    }
}
