// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.susten.engine.connection.SettingKind.Type;

/** The keys a connector declares by metatype, from whichever bundle brings it. */
public final class ConnectorKeys {

    private final BundleContext context;
    private final MetaTypeService metatype;

    ConnectorKeys(BundleContext context, MetaTypeService metatype) {
        this.context = context;
        this.metatype = metatype;
    }

    /** The keys of a connector; empty where no running bundle brings it. */
    Optional<Map<String, SettingKind>> of(String pid) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING) {
                MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
                if (information != null && List.of(information.getFactoryPids()).contains(pid)) {
                    return Optional.of(keys(information.getObjectClassDefinition(pid, null)));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, SettingKind> keys(ObjectClassDefinition definition) {
        Map<String, SettingKind> keys = new LinkedHashMap<>();
        add(keys, definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED), true);
        add(keys, definition.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL), false);
        return keys;
    }

    private static void add(
            Map<String, SettingKind> keys, AttributeDefinition @Nullable [] definitions, boolean required) {
        if (definitions == null) {
            return;
        }
        for (AttributeDefinition definition : definitions) {
            String[] standard = definition.getDefaultValue();
            keys.put(
                    definition.getID(),
                    new SettingKind(
                            type(definition),
                            definition.getCardinality() != 0,
                            required && (standard == null || standard.length == 0),
                            options(definition)));
        }
    }

    private static Set<String> options(AttributeDefinition definition) {
        String[] values = definition.getOptionValues();
        return values == null ? Set.of() : new LinkedHashSet<>(List.of(values));
    }

    private static Type type(AttributeDefinition definition) {
        return switch (definition.getType()) {
            case AttributeDefinition.LONG,
                    AttributeDefinition.INTEGER,
                    AttributeDefinition.SHORT,
                    AttributeDefinition.BYTE -> Type.WHOLE;
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> Type.FRACTION;
            case AttributeDefinition.BOOLEAN -> Type.YES_NO;
            case AttributeDefinition.CHARACTER -> Type.CHARACTER;
            case AttributeDefinition.PASSWORD -> Type.SECRET;
            default -> Type.TEXT;
        };
    }
}
