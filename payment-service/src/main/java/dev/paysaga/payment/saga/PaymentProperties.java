package dev.paysaga.payment.saga;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every limit of the payment-service. The reasons stand in {@code application.yml}.
 *
 * @param arrivesWithin how long a caller of confirm waits for a checkout that has not arrived yet
 * @param answerWithin how long a caller of confirm waits for the provider
 * @param resolveAfter the age from which an attempt without an outcome is looked after
 * @param resolvePauseMax the longest pause between two looks
 * @param resolveClaim how long what an instance looks after still belongs to it when it does not say so any more
 * @param confirmWindow how long after the first attempt the provider may still be asked to take the money
 * @param resolveTriesBeforeCase fruitless looks before a human is called
 * @param pushAfter the age from which an approved payment that is not done is announced again
 * @param pushPauseMax the longest pause between two announcements
 * @param pushesBeforeCase announcements before a human is called
 * @param lookRarely about how often something is looked at that can take days: a deposit, a refund that the provider
 *     works on, a case that waits for a human
 * @param depositGrace how long after its deadline a deposit may still be on its way
 * @param lateLooks how often a canceled checkout is looked at once more, for money that comes late all the same
 * @param lateLookPause the pause between two such looks
 * @param requestedBeforeCase how long a provider may work on a cancel before a human is called
 * @param roundSize most orders looked after at once, by each of the recovery workers
 * @param roundPause the pause between two rounds
 */
@ConfigurationProperties("paysaga.payment")
public record PaymentProperties(
        Duration arrivesWithin,
        Duration answerWithin,
        Duration resolveAfter,
        Duration resolvePauseMax,
        Duration resolveClaim,
        Duration confirmWindow,
        int resolveTriesBeforeCase,
        Duration pushAfter,
        Duration pushPauseMax,
        int pushesBeforeCase,
        Duration lookRarely,
        Duration depositGrace,
        int lateLooks,
        Duration lateLookPause,
        Duration requestedBeforeCase,
        int roundSize,
        Duration roundPause) {}
