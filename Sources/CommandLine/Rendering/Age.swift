internal import Advisories

/// How long ago a moment was, in words for people.
struct Age {
    /// Whole days; nothing where the moment is not known.
    let days: Int?

    /// - Parameter moment: in RFC 3339, or empty.
    init(of moment: String) {
        days = Timestamp.now.flatMap { DatabaseStatus.days(since: moment, at: $0) }
    }

    /// `3 days old`.
    var text: String { days.map { "\(Count.text($0, "day")) old" } ?? "of unknown age" }

    /// `today` or `3 days ago`.
    var ago: String {
        guard let days else { return "at an unknown time" }
        return days == 0 ? "today" : "\(Count.text(days, "day")) ago"
    }
}
