package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.http.body.MultipartBody;
import dev.whereabouts.service.http.body.RequestBody;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.Deadline;
import dev.whereabouts.service.work.Work;
import dev.whereabouts.service.work.WorkPool;
import dev.whereabouts.service.work.WorkPool.Admission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Requests of JSON, with an ELF file in it or as a part {@code program} beside the JSON as the part {@code script}. */
@Component
final class ProgramRequests {

    private final Settings settings;
    private final ByteBudget budget;
    private final RequestBody bodies;
    private final WorkPool pool;

    ProgramRequests(Settings settings, ByteBudget budget, RequestBody bodies, WorkPool pool) {
        this.settings = settings;
        this.budget = budget;
        this.bodies = bodies;
        this.pool = pool;
    }

    /** What a worker does with a request. */
    @FunctionalInterface
    interface Answering {

        /**
         * Writes the answer.
         *
         * @param program the ELF file beside the JSON, if there is one
         */
        void answer(InputStream json, Optional<byte[]> program, OutputStream out)
                throws IOException, InterruptedException;
    }

    /** Has a worker answer a request. @param type of the answer */
    void answer(HttpServletRequest request, HttpServletResponse response, MediaType type, Answering answering)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(Setting.REQUEST_SECONDS, settings);
        MediaType content = MediaType.parseMediaType(request.getContentType());
        Optional<String> boundary = MediaType.MULTIPART_FORM_DATA.includes(content)
                ? Optional.of(MultipartBody.boundary(content))
                : Optional.empty();
        ProgramWork work = new ProgramWork(bodies.whole(request, deadline), boundary, answering);
        try (Admission admission = pool.admit(work); StoredAnswer answer = admission.submit(work).await(deadline)) {
            response.setContentType(type.toString());
            response.setContentLengthLong(answer.bytes().size());
            answer.bytes().copyTo(response.getOutputStream());
        }
    }

    private final class ProgramWork implements Work<StoredAnswer> {

        private final ByteStore body;
        private final Optional<String> boundary;
        private final Answering answering;

        ProgramWork(ByteStore body, Optional<String> boundary, Answering answering) {
            this.body = body;
            this.boundary = boundary;
            this.answering = answering;
        }

        @Override
        public StoredAnswer perform() throws IOException, InterruptedException {
            try (body) {
                return StoredAnswer.written(budget, settings, this::write);
            }
        }

        private void write(OutputStream answer) throws IOException, InterruptedException {
            if (boundary.isPresent()) {
                MultipartBody parts = MultipartBody.read(body.read(), boundary.get());
                answering.answer(parts.part("script"), Optional.of(parts.bytes("program")), answer);
            } else {
                answering.answer(body.read(), Optional.empty(), answer);
            }
        }

        @Override
        public void discard() {
            body.close();
        }
    }
}
