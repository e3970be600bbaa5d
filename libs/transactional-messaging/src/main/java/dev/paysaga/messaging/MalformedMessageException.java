package dev.paysaga.messaging;

/** A message is not what it says it is; repeating it cannot help. */
public final class MalformedMessageException extends RuntimeException {

    MalformedMessageException(String message) {
        super(message);
    }
}
