package dev.triggered.spi;

/**
 * How a store tells the engine that there may be something to do which the engine did not put there itself: a transaction of the
 * host was committed, another node accepted more than it has room for, or died. Thread-safe; returns at once and throws nothing. A
 * call too many costs a look into the store.
 */
public interface Waker {
    /**
     * Says that messages of a lane may wait to be {@linkplain Outbox#claim claimed}.
     *
     * @param lane the name of the lane, which may be one that nobody knows
     */
    void wake(String lane);

    /** Says that messages of any lane may wait to be claimed, others to be {@linkplain Outbox#inherit inherited}, and enrolments. */
    void wakeAll();

    /** Says that another node may have changed the registry, or acknowledged a change. */
    void registryChanged();

    /** Says that enrolments may wait to be {@linkplain ProgramStore#claim claimed}. */
    void wakePrograms();

    /**
     * Returns a waker for a store that nobody listens to.
     *
     * @return a waker that does nothing
     */
    static Waker none() {
        return new Waker() {
            @Override
            public void wake(String lane) {}

            @Override
            public void wakeAll() {}

            @Override
            public void registryChanged() {}

            @Override
            public void wakePrograms() {}
        };
    }
}
