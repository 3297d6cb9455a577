/// A date of a header field in its preferred form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
struct HTTPDate: Hashable, Sendable {
    /// Seconds since 1970.
    let seconds: Int64

    /// Reads a date, or gives nothing where it is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[0].utf8.count == 4, parts[5] == "GMT",
            let month = Self.months.firstIndex(of: String(parts[2])),
            let day = Self.number(parts[1], digits: 2), (1...31).contains(day),
            let year = Self.number(parts[3], digits: 4), year >= 1970
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = Self.number(clock[0], digits: 2), hour < 24,
            let minute = Self.number(clock[1], digits: 2), minute < 60,
            let second = Self.number(clock[2], digits: 2), second <= 60
        else { return nil }
        // Counting years from March puts the leap day at a year's end.
        let shiftedYear = month < 2 ? year - 1 : year
        let shiftedMonth = Int64(month < 2 ? month + 10 : month - 2)
        let leapDays = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
        let days = shiftedYear * 365 + leapDays + (shiftedMonth * 153 + 2) / 5 + day - 1 - 719_468
        seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func number(_ text: Substring, digits: Int) -> Int64? {
        text.utf8.count == digits && text.utf8.allSatisfy(\.isDigit) ? Int64(text) : nil
    }
}
