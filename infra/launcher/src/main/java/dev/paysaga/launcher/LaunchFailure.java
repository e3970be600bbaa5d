package dev.paysaga.launcher;

/** Something a person has to know or do; the message says what happened, what it means and what to do. */
public final class LaunchFailure extends RuntimeException {

    private final String text;

    public LaunchFailure(String message) {
        super(message);
        this.text = message;
    }

    public LaunchFailure(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
