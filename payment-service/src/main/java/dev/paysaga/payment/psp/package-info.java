/**
 * How providers are asked. {@link dev.paysaga.payment.psp.PaymentGateway} is what the suite wants of any provider;
 * {@code TossPayments} speaks to Toss Payments and {@code PortOnePayments} to PortOne, both through {@code ProviderGuard}
 * and {@code ProviderHttp}. Whatever a provider answers becomes one of the outcomes in {@code domain}; what cannot be
 * understood is unknown, never a decline.
 */
@NullMarked
package dev.paysaga.payment.psp;

import org.jspecify.annotations.NullMarked;
