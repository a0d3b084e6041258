package dev.whereabouts.service.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A subcommand. */
interface Command {

    /** Its options, for parsing and for {@code --help}. */
    CommandSpec options();

    /**
     * Does it.
     *
     * @throws IOException                                  if a file cannot be read or written
     * @throws dev.whereabouts.ssa.problem.InputException   if the options or the input are wrong
     *
     * @return the exit code
     */
    int run(ParseResult given, Terminal terminal) throws IOException;
}
