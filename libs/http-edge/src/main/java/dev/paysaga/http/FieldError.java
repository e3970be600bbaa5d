package dev.paysaga.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path in the body, such as {@code lines[0].quantity}, or a header's name
 * @param message what it must be, as a sentence
 */
public record FieldError(String field, String message) {}
