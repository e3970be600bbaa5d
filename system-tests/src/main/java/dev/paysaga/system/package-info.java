/**
 * What tests and benchmarks need to treat the suite as a black box: {@link dev.paysaga.system.Buyer} uses it as a client
 * would, {@link dev.paysaga.system.Operator} runs it, {@link dev.paysaga.system.Provider} is the world outside, {@link
 * dev.paysaga.system.Books} audits it as an accountant would, {@link dev.paysaga.system.Topics} reads it as another team
 * would. Nothing here uses any code of the services; events are read by their published contract.
 */
@NullMarked
package dev.paysaga.system;

import org.jspecify.annotations.NullMarked;
