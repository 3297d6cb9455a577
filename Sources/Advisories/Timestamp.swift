/// A moment in whole seconds since 1970, as advisories state it.
///
/// Sources write it in many ways (`2026-11-21`, `2026-11-21T00:00:00.123Z`, `…00ZZ`); what follows the seconds is not
/// looked at.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let seconds: Int

    /// Refuses what lies before 1970 or after 9999.
    package init?(seconds: Int) {
        guard seconds >= 0 && seconds < 253_402_300_800 else { return nil }
        self.seconds = seconds
    }

    /// Reads `YYYY-MM-DD` with or without `Thh:mm:ss`; years before 1970 stand for "unknown" in the sources and give
    /// nothing.
    package init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(19))
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard byte >= 0x30 && byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), bytes[4] == 0x2d,
            bytes[7] == 0x2d, year >= 1970, (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let hour = min(number(11..<13) ?? 0, 23)
        let minute = min(number(14..<16) ?? 0, 59)
        let second = min(number(17..<19) ?? 0, 59)
        seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// In RFC 3339: `2026-11-21T00:00:00Z`.
    package var description: String {
        let rest = seconds % 86_400
        let (year, month, day) = civil
        return String(unsafeUninitializedCapacity: 20) { buffer in
            Self.write(year, 4, into: buffer, at: 0)
            Self.write(month, 2, into: buffer, at: 5)
            Self.write(day, 2, into: buffer, at: 8)
            Self.write(rest / 3_600, 2, into: buffer, at: 11)
            Self.write(rest / 60 % 60, 2, into: buffer, at: 14)
            Self.write(rest % 60, 2, into: buffer, at: 17)
            for (offset, mark) in [(4, 0x2d), (7, 0x2d), (10, 0x54), (13, 0x3a), (16, 0x3a), (19, 0x5a)]
                as [(Int, UInt8)]
            {
                buffer[offset] = mark
            }
            return 20
        }
    }

    /// The day alone: `2026-11-21`.
    package var date: String { String(description.prefix(10)) }

    private var civil: (year: Int, month: Int, day: Int) {
        // Days are counted from 0000-03-01, so that the leap day ends a year.
        let shifted = seconds / 86_400 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func write(
        _ value: Int, _ width: Int, into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int
    ) {
        var rest = value
        for position in (offset..<(offset + width)).reversed() {
            buffer[position] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}

extension Timestamp {
    /// A count for `varint`: 0 for none, even for a whole day, odd for a moment, so that days take three bytes.
    static func code(_ text: String) -> Int {
        guard let moment = Timestamp(text) else { return 0 }
        let isDay = moment.seconds.isMultiple(of: 86_400)
        return isDay ? (moment.seconds / 86_400 + 1) * 2 : moment.seconds * 2 + 1
    }

    /// The text that a count stands for; empty for none and for what no timestamp has.
    static func text(code: Int) -> String { moment(code: code)?.description ?? "" }

    /// The seconds since 1970 that a count stands for, which unlike counts can be compared; 0 for none.
    static func seconds(code: Int) -> Int { moment(code: code)?.seconds ?? 0 }

    private static func moment(code: Int) -> Timestamp? {
        guard code > 0 else { return nil }
        let half = code / 2
        let seconds = code.isMultiple(of: 2) ? (half - 1).multipliedReportingOverflow(by: 86_400).partialValue : half
        return Timestamp(seconds: seconds)
    }
}
