package dev.paysaga.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The questions that the rules ask of a class. */
final class Conditions {

    private static final Set<String> SERVICES = Set.of("checkout", "payment", "ledger", "wallet", "relay");
    private static final Set<String> CLIENTS = Set.of(
            "org.apache.kafka.clients.producer.Producer",
            "org.apache.kafka.clients.producer.KafkaProducer",
            "org.apache.kafka.clients.consumer.Consumer",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            "org.apache.kafka.clients.admin.Admin",
            "org.springframework.kafka.core.KafkaTemplate",
            "org.springframework.kafka.core.KafkaOperations",
            "org.springframework.kafka.core.ProducerFactory",
            "org.springframework.kafka.core.ConsumerFactory");
    private static final Set<String> TRANSACTIONAL =
            Set.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");
    private static final Set<String> FLOATING = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    private Conditions() {}

    static ArchCondition<JavaClass> useNoOtherService() {
        return condition(
                "use no other service",
                (type, events) -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                !service(dependency.getTargetClass()).isEmpty())
                        .filter(dependency ->
                                !service(dependency.getTargetClass()).equals(service(type)))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()))));
    }

    static ArchCondition<JavaClass> useNoKafkaClient() {
        return condition(
                "use no Kafka client",
                (type, events) -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                CLIENTS.contains(dependency.getTargetClass().getName()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()))));
    }

    static ArchCondition<JavaClass> takeTimeAndIdsFromOutside() {
        return condition(
                "take time and ids from outside",
                (type, events) -> type.getCodeUnits().stream()
                        .filter(unit -> !unit.isAnnotatedWith("org.springframework.context.annotation.Bean"))
                        .flatMap(unit -> Stream.concat(
                                unit.getMethodCallsFromSelf().stream(), unit.getMethodReferencesFromSelf().stream()))
                        .filter(access ->
                                access.getTarget().getRawParameterTypes().isEmpty())
                        .filter(access -> isClock(access.getTargetOwner().getName(), access.getName()))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(type, access.getDescription()))));
    }

    static ArchCondition<JavaClass> openNoTransaction() {
        return condition("open no transaction", (type, events) -> {
            if (TRANSACTIONAL.stream().anyMatch(type::isAnnotatedWith)) {
                events.add(SimpleConditionEvent.violated(type, type.getDescription() + " is @Transactional"));
            }
            type.getCodeUnits().stream()
                    .filter(unit -> TRANSACTIONAL.stream().anyMatch(unit::isAnnotatedWith))
                    .map(JavaCodeUnit::getDescription)
                    .forEach(unit -> events.add(SimpleConditionEvent.violated(type, unit + " is @Transactional")));
        });
    }

    static ArchCondition<JavaField> holdNoFloatingPoint() {
        return new ArchCondition<>("hold no floating-point number") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (FLOATING.contains(field.getRawType().getName())) {
                    events.add(SimpleConditionEvent.violated(
                            field, field.getDescription() + " holds a floating-point number"));
                }
            }
        };
    }

    static ArchCondition<JavaClass> resideInNullMarkedPackage() {
        return condition("reside in a @NullMarked package", (type, events) -> {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(SimpleConditionEvent.violated(
                        type, "package " + type.getPackageName() + " is not @NullMarked"));
            }
        });
    }

    private static boolean isClock(String owner, String method) {
        return switch (method) {
            case "now" -> owner.startsWith("java.time.");
            case "currentTimeMillis" -> "java.lang.System".equals(owner);
            case "randomUUID" -> "java.util.UUID".equals(owner);
            default -> false;
        };
    }

    /** The service a class belongs to, or an empty text. */
    private static String service(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        var ours = parts.length > 2 && "dev".equals(parts[0]) && "paysaga".equals(parts[1]);
        return ours && SERVICES.contains(parts[2]) ? parts[2] : "";
    }

    private static ArchCondition<JavaClass> condition(String text, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, events);
            }
        };
    }
}
