package dev.whereabouts.service.cli.report;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML. A case with failures has one {@code failure} that holds all of them, since GitLab shows one; what is no failure is in {@code
 * system-out}.
 *
 * <p>A suite's element begins with counts that are known when its cases are written. So the cases go to a file of their own first, and only
 * a few numbers of each suite are kept. No time is told: the same input gives the same report.
 */
final class JunitReport implements Report {

    private static final int BUFFER = 64 << 10;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Reports.Origin origin;
    private final SourceRoot root;
    private final PartFile document;
    private final PartFile casesFile;
    private final OutputStream casesOut;
    private final XMLStreamWriter cases;
    private final List<Suite> suites = new ArrayList<>();
    private Suite suite;
    private long written;

    /** A suite whose cases are the bytes {@code from} to {@code to}, exclusive, of the other file. */
    private static final class Suite {
        private final String name;
        private final long from;
        private long to;
        private long tests;
        private long failures;
        private long errors;

        Suite(String name, long from) {
            this.name = name;
            this.from = from;
        }
    }

    JunitReport(Path target, Reports.Origin origin, SourceRoot root) throws IOException {
        this.origin = origin;
        this.root = root;
        document = new PartFile(target, "part");
        casesFile = new PartFile(target, "cases");
        casesOut = new BufferedOutputStream(new CountedOutput(Files.newOutputStream(casesFile.path())), BUFFER);
        try {
            cases = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(casesOut, UTF_8);
        } catch (XMLStreamException e) {
            casesOut.close();
            throw ioException(e);
        }
    }

    private final class CountedOutput extends FilterOutputStream {

        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            written++;
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length);
            written += length;
        }
    }

    @Override
    public void begin(String name) throws IOException {
        suite = new Suite(PlainText.line(name), position());
    }

    private long position() throws IOException {
        try {
            cases.flush();
        } catch (XMLStreamException e) {
            throw ioException(e);
        }
        casesOut.flush();
        return written;
    }

    @Override
    public void add(ReportCase each) throws IOException {
        List<Finding> failures = each.findings().stream().filter(Finding::isFailure).toList();
        List<Finding> others = each.findings().stream().filter(finding -> !finding.isFailure()).toList();
        suite.tests++;
        try {
            cases.writeCharacters("\n    ");
            cases.writeStartElement("testcase");
            cases.writeAttribute("classname", PlainText.line(each.group()));
            cases.writeAttribute("name",
                    PlainText.line(each.name()) + (each.ordinal() > 1 ? " (" + each.ordinal() + ")" : ""));
            cases.writeAttribute("file", PlainText.line(root.relative(each.place().file())));
            if (each.place().line() != SourcePlace.NO_LINE) {
                cases.writeAttribute("line", String.valueOf(each.place().line()));
            }
            cases.writeAttribute("time", "0");
            if (!each.refusals().isEmpty()) {
                suite.errors++;
                fault("error", "refused", each.refusals().getFirst(), String.join("\n", each.refusals()));
            } else if (!failures.isEmpty()) {
                suite.failures++;
                Finding first = failures.getFirst();
                String more = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more)";
                fault("failure", first.rule(), first.sentence().lines().findFirst().orElse("") + more, lines(failures));
            }
            if (!others.isEmpty()) {
                cases.writeStartElement("system-out");
                cases.writeCharacters(PlainText.lines(lines(others)));
                cases.writeEndElement();
            }
            cases.writeEndElement();
        } catch (XMLStreamException e) {
            throw ioException(e);
        }
    }

    private void fault(String element, String type, String message, String content) throws XMLStreamException {
        cases.writeStartElement(element);
        cases.writeAttribute("message", PlainText.line(message));
        cases.writeAttribute("type", type);
        cases.writeCharacters(PlainText.lines(content));
        cases.writeEndElement();
    }

    private String lines(List<Finding> findings) {
        return findings.stream().map(finding -> {
            SourcePlace place = finding.place();
            String where = root.relative(place.file())
                    + (place.line() == SourcePlace.NO_LINE ? "" : ":" + place.line());
            return where + ": " + finding.level().code() + " " + finding.rule() + ": " + finding.sentence();
        }).collect(Collectors.joining("\n"));
    }

    @Override
    public void end() throws IOException {
        suite.to = position();
        suites.add(suite);
        suite = null;
    }

    @Override
    public void finish(int exitCode, boolean isSuccessful) throws IOException {
        casesOut.close();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(document.path()), BUFFER);
                FileChannel from = FileChannel.open(casesFile.path(), StandardOpenOption.READ)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, UTF_8);
            xml.writeStartDocument(UTF_8, "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "whereabouts " + origin.command());
            counts(xml, suites);
            for (Suite each : suites) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", each.name);
                counts(xml, List.of(each));
                // ends the start tag, before bytes go past the writer
                xml.writeCharacters("");
                xml.flush();
                copy(from, each, out);
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw ioException(e);
        }
        document.complete();
    }

    private static void counts(XMLStreamWriter xml, List<Suite> of) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(of.stream().mapToLong(each -> each.tests).sum()));
        xml.writeAttribute("failures", String.valueOf(of.stream().mapToLong(each -> each.failures).sum()));
        xml.writeAttribute("errors", String.valueOf(of.stream().mapToLong(each -> each.errors).sum()));
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", "0");
    }

    private static void copy(FileChannel from, Suite each, OutputStream out) throws IOException {
        // of the channel, which stays open
        InputStream in = Channels.newInputStream(from.position(each.from));
        byte[] buffer = new byte[BUFFER];
        for (long left = each.to - each.from; left > 0;) {
            int got = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
            if (got == 0) {
                throw new IOException("the report's own file was cut while it was written");
            }
            out.write(buffer, 0, got);
            left -= got;
        }
    }

    @Override
    public void discard() throws IOException {
        casesOut.close();
        casesFile.delete();
        document.delete();
    }

    private static IOException ioException(XMLStreamException e) {
        return e.getNestedException() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
    }
}
