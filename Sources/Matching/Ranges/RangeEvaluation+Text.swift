internal import Advisories

extension RangeEvaluation {
    /// The comparison that decided: `5.2.15-2 is before fixed 5.2.15-2+deb12u1`.
    package var comparison: String {
        switch ground {
        case .named: "the record names \(version)"
        case .within(let introduced, let fixed, let lastAffected):
            if introduced == "0", fixed == nil, lastAffected == nil {
                "every version is affected, and no fix is known"
            } else {
                "\(version) is in the affected range: " + Self.bounds(introduced, fixed, lastAffected)
            }
        case .before(let introduced): "\(version) is not affected: the range begins at \(introduced)"
        case .atFix(let fixed): "\(version) is not affected: fixed in \(fixed)"
        case .after(let lastAffected): "\(version) is not affected: the last affected version is \(lastAffected)"
        case .atLimit(let limit): "\(version) is not affected: the range ends before \(limit)"
        case .backport(let fixed):
            "\(version) is not affected: it is a build of the fixed \(fixed) for an older release"
        case .foreignEpoch(let fixed):
            "\(version) is before \(fixed) by its epoch alone; changelogs also name versions of other source packages"
        case .notNamed: "the record does not name \(version)"
        case .contradictory(let introduced, let end):
            "the range ends (\(end.words)) before it begins (introduced \(introduced))"
        case .unreadable(let why): "\(version) cannot be compared: \(why)"
        }
    }

    /// The range that decided, in OSV's words: `introduced 0, fixed 1.2.3`; empty where none did.
    package var rangeText: String {
        guard let range else { return "" }
        // A range may be crafted to have any number of events; for people a few are enough.
        let shown = range.events.prefix(12).map(\.words)
        return shown.joined(separator: ", ") + (range.events.count > shown.count ? ", …" : "")
    }

    private static func bounds(_ introduced: String, _ fixed: String?, _ lastAffected: String?) -> String {
        var parts: [String] = []
        if introduced != "0" { parts.append("from \(introduced)") }
        if let fixed {
            parts.append("before \(fixed)")
        } else if let lastAffected {
            parts.append("up to and including \(lastAffected)")
        }
        if fixed == nil, lastAffected == nil { parts.append("no fix is known") }
        return parts.joined(separator: ", ")
    }
}

extension VersionRange.Event {
    /// The event as people write it.
    fileprivate var words: String {
        switch self {
        case .introduced(let text): "introduced \(text)"
        case .fixed(let text): "fixed \(text)"
        case .lastAffected(let text): "last affected \(text)"
        case .limit(let text): "limit \(text)"
        }
    }
}
