package dev.paysaga.launcher;

/** A program that a cluster runs: started as a child process, ready some time later, and started again when it dies. */
interface Server extends AutoCloseable {

    /** Starts the process; returns at once. Not while the one before still runs. */
    void launch();

    /**
     * Returns when the program does its work.
     *
     * @throws LaunchFailure when it ends before, or takes too long; what has started keeps running
     */
    void awaitReady();

    /** The process started last. */
    ServiceProcess process();

    /** SIGTERM, SIGKILL if that does not help; returns when the process is gone. */
    @Override
    void close();
}
