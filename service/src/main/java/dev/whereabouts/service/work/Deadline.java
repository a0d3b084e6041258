package dev.whereabouts.service.work;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** When a request must be answered. Immutable. */
public final class Deadline {

    private final long atNanos;
    private final Setting setting;
    private final long seconds;

    private Deadline(Setting setting, long seconds) {
        this.setting = setting;
        this.seconds = seconds;
        this.atNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** One that no command line ever sees pass. */
    public static Deadline never() {
        return new Deadline(Setting.STREAM_SECONDS, TimeUnit.DAYS.toSeconds(Short.MAX_VALUE));
    }

    /** Counts from now. */
    public static Deadline after(Setting setting, Settings settings) {
        return new Deadline(setting, settings.get(setting));
    }

    /** Nanoseconds that are left; 0 or less once it has passed. */
    public long leftNanos() {
        return atNanos - System.nanoTime();
    }

    /**
     * Does nothing before the deadline.
     *
     * @throws ProblemException once it has passed
     */
    public void check() {
        if (leftNanos() <= 0) {
            throw passed();
        }
    }

    ProblemException passed() {
        return new ProblemException(Problem.of(ProblemType.DEADLINE,
                "no answer within " + seconds + " s, waiting included. The setting " + setting.variable()
                        + " changes it",
                Map.of("Retry-After", "5")));
    }
}
