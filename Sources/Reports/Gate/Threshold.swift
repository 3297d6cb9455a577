package import Matching

/// Which findings an image must not have, as `--fail-on` names them.
///
/// Several conditions stand with commas between; a finding that meets one of them reaches the threshold.
///
/// | word | reached by |
/// |---|---|
/// | `low`, `medium`, `high`, `critical` | a finding rated at least so, or known to be exploited |
/// | `any` | every finding |
/// | `exploited` | a finding in CISA's catalogue (KEV) |
/// | `epss>=0.5` | a finding whose probability of exploitation within 30 days is at least so; 0 to 1 |
/// | `fixable` | a finding that a version that can be installed fixes |
package struct Threshold: Sendable, Equatable {
    /// One of the words.
    enum Condition: Sendable, Equatable {
        case severity(Severity)
        case any
        case exploited
        case epss(atLeast: Double)
        case fixable
    }

    /// As the user wrote it.
    package let text: String
    let conditions: [Condition]

    /// Reads the words of a flag, in any case; returns nil if one is unknown.
    package init?(_ text: String) {
        var conditions: [Condition] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let condition = Condition(word.filter { $0 != " " }.lowercased()) else { return nil }
            conditions.append(condition)
        }
        self.text = text
        self.conditions = conditions
    }

    /// The words that a flag may name, for its message.
    package static let words =
        "\(Severity.allCases.reversed().filter { $0 != .unknown }.map(\.description).joined(separator: ", ")), "
        + "any, exploited, epss>=NUMBER, fixable"

    /// Whether a finding reaches it.
    package func isReached(by match: Match) -> Bool { conditions.contains { $0.isMet(by: match) } }

    /// Whether a finding may reach it, for lack of a rating.
    package func isUndecided(on match: Match) -> Bool {
        guard match.severity == .unknown, !isReached(by: match) else { return false }
        return conditions.contains { if case .severity = $0 { true } else { false } }
    }
}

extension Threshold.Condition {
    fileprivate init?(_ word: String) {
        switch word {
        case "any": self = .any
        case "exploited", "kev": self = .exploited
        case "fixable": self = .fixable
        default:
            if word.hasPrefix("epss>=") {
                guard let number = Double(word.dropFirst(6)), (0...1).contains(number) else { return nil }
                self = .epss(atLeast: number)
            } else {
                guard let severity = Severity(word), severity != .unknown else { return nil }
                self = .severity(severity)
            }
        }
    }

    fileprivate func isMet(by match: Match) -> Bool {
        switch self {
        case .severity(let least): match.severity >= least || match.isKnownExploited
        case .any: true
        case .exploited: match.isKnownExploited
        case .epss(let least): match.epss.map { $0 >= least } ?? false
        case .fixable: match.status == .fixable
        }
    }
}
