package import Advisories

/// How bad a vulnerability is, in one word.
package enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable, CustomStringConvertible {
    /// No record rates it.
    case unknown
    /// Known and not worth a fix: Debian's "unimportant", Ubuntu's "negligible".
    case negligible
    case low
    case medium
    case high
    case critical

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The word in lower case, as reports and flags spell it.
    package var description: String {
        switch self {
        case .unknown: "unknown"
        case .negligible: "negligible"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }

    /// Reads the word of a flag or a report, in any case.
    package init?(_ word: String) {
        guard let severity = Self.allCases.first(where: { $0.description == word.lowercased() }) else { return nil }
        self = severity
    }

    /// Reads a score that stands for its vector, `9.8`, by the scale of its version of CVSS; nothing outside 0…10.
    private init?(score text: String, isVersion2: Bool) {
        guard let score = Double(text.trimmed), (0...10).contains(score) else { return nil }
        self = Self(tenths: Int((score * 10).rounded()), isVersion2: isVersion2)
    }

    /// The word for a CVSS score in tenths: the rating scale of versions 3 and 4; for version 2 the one of the National Vulnerability
    /// Database.
    init(tenths: Int, isVersion2: Bool) {
        switch tenths {
        case 90... where !isVersion2: self = .critical
        case 70...: self = .high
        case 40...: self = .medium
        case 1...: self = .low
        default: self = isVersion2 ? .low : .negligible
        }
    }

    /// Reads a rating that is a word, or a number in the place of a vector; nothing for words that do not rate (`not yet assigned`, `end-of-life`).
    package init?(rating: Rating) {
        switch rating.kind {
        case .cvss2, .cvss3, .cvss4:
            guard let severity = Self(score: rating.text, isVersion2: rating.kind == .cvss2) else { return nil }
            self = severity
            return
        case .debian, .ubuntu, .word: break
        }
        // Debian's tracker marks an urgency that was not set by hand with an asterisk.
        let word = rating.text.lowercased().filter { $0 != "*" }
        switch word {
        case "unimportant", "negligible", "none", "informational": self = .negligible
        case "low", "minor": self = .low
        case "medium", "moderate": self = .medium
        case "high", "important": self = .high
        case "critical": self = .critical
        default: return nil
        }
    }
}
