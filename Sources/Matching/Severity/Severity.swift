package import Advisories

/// How bad a vulnerability is, in one word.
package enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable, CustomStringConvertible {
    /// Nobody has said.
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

    /// Reads a rating that is a word; nothing for words that do not rate (`not yet assigned`, `end-of-life`).
    package init?(rating: Rating) {
        switch rating.kind {
        case .cvss2, .cvss3, .cvss4: return nil
        case .debian, .ubuntu, .word: break
        }
        // Debian's tracker marks an urgency that nobody set by hand with asterisks.
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
