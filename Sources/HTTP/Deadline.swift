/// The moment up to which an operation may wait.
struct Deadline {
    private let instant: ContinuousClock.Instant

    /// A moment from now.
    init(in duration: Duration) { instant = ContinuousClock.now.advanced(by: duration) }

    /// The time left, none below zero.
    var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: instant)) }

    /// The time left in whole milliseconds, rounded up, as poll(2) takes it.
    var milliseconds: Int32 {
        let (seconds, attoseconds) = remaining.components
        let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? .max : Int32(clamping: whole &+ fraction)
    }

    /// The earlier of two moments.
    func earlier(_ other: Deadline?) -> Deadline {
        guard let other, other.instant < instant else { return self }
        return other
    }
}
