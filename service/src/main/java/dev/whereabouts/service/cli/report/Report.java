package dev.whereabouts.service.cli.report;

import java.io.IOException;

/** A report that is being written. */
interface Report {

    /** A suite begins. */
    void begin(String suite) throws IOException;

    /** A case of the suite. */
    void add(ReportCase each) throws IOException;

    /** The suite is over. */
    void end() throws IOException;

    /**
     * The command is over: completes the file and gives it its name.
     *
     * @param exitCode     of the command
     * @param isSuccessful whether it did what it was asked to, whatever it found
     */
    void finish(int exitCode, boolean isSuccessful) throws IOException;

    /** Removes what is left of files that were not completed. */
    void discard() throws IOException;
}
