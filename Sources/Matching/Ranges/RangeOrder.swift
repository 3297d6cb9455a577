internal import Advisories
internal import Versions

/// The events of one range in the order of their versions, as one installed version sees them.
struct RangeOrder {
    let version: InstalledVersion
    let scheme: VersionScheme

    /// Finds the event that decides: the last in effect, by version and then by place.
    func decide(_ range: VersionRange) throws(VersionError) -> RangeEvaluation {
        if let limit = try limit(of: range) {
            return RangeEvaluation(.notAffected, .atLimit(limit), version: version.text, range: range)
        }
        var last: VersionRange.Event?
        var next: (fixed: String?, lastAffected: String?, introduced: String?) = (nil, nil, nil)
        for event in range.events {
            if try isInEffect(event) {
                if let earlier = last, try precedes(event, earlier) { continue }
                last = event
                continue
            }
            switch event {
            case .introduced(let text): next.introduced = try lower(text, next.introduced)
            case .fixed(let text): next.fixed = try lower(text, next.fixed)
            case .lastAffected(let text): next.lastAffected = try lower(text, next.lastAffected)
            case .limit: break
            }
        }
        switch last {
        case .introduced(let text):
            if next.fixed == nil, next.lastAffected == nil, let end = try end(before: text, in: range) {
                return RangeEvaluation(
                    .undetermined, .contradictory(introduced: text, end: end), version: version.text, range: range)
            }
            return RangeEvaluation(
                .affected, .within(introduced: text, fixed: next.fixed, lastAffected: next.lastAffected),
                version: version.text, range: range)
        case .fixed(let text):
            return RangeEvaluation(.notAffected, .atFix(text), version: version.text, range: range)
        case .lastAffected(let text):
            return RangeEvaluation(.notAffected, .after(lastAffected: text), version: version.text, range: range)
        case .limit, nil:
            guard let introduced = next.introduced else {
                return RangeEvaluation(.notAffected, .notNamed, version: version.text, range: range)
            }
            return RangeEvaluation(.notAffected, .before(introduced: introduced), version: version.text, range: range)
        }
    }

    /// The end that stands beside a beginning in the record and is before it, so that the range would never end.
    ///
    /// An end belongs to the beginning before it; only of a range with two events may the end stand first.
    private func end(before beginning: String, in range: VersionRange) throws(VersionError) -> VersionRange.Event? {
        guard beginning != "0" else { return nil }
        let events = range.events
        for place in events.indices where events[place] == .introduced(beginning) {
            let beside = events.count == 2 ? events[1 - place] : place + 1 < events.count ? events[place + 1] : nil
            switch beside {
            case .fixed(let end), .lastAffected(let end):
                if try scheme.compare(end, beginning) == .less { return beside }
            case .introduced, .limit, nil: continue
            }
        }
        return nil
    }

    private func isInEffect(_ event: VersionRange.Event) throws(VersionError) -> Bool {
        switch event {
        case .introduced("0"): true
        case .introduced(let text), .fixed(let text): try version.compare(to: text, by: scheme) != .less
        case .lastAffected(let text): try version.compare(to: text, by: scheme) == .greater
        case .limit: false
        }
    }

    /// The first limit, where the range has limits and the version is before none of them.
    private func limit(of range: VersionRange) throws(VersionError) -> String? {
        var first: String?
        for case .limit(let text) in range.events {
            if text == "*" { return nil }
            if try version.compare(to: text, by: scheme) == .less { return nil }
            if first == nil { first = text }
        }
        return first
    }

    private func precedes(_ event: VersionRange.Event, _ other: VersionRange.Event) throws(VersionError) -> Bool {
        switch (event, other) {
        case (_, .introduced("0")): false
        case (.introduced("0"), _): true
        default: try scheme.compare(event.text, other.text) == .less
        }
    }

    private func lower(_ text: String, _ other: String?) throws(VersionError) -> String {
        guard let other else { return text }
        return try scheme.compare(text, other) == .less ? text : other
    }
}

extension VersionRange.Event {
    /// The event's version.
    var text: String {
        switch self {
        case .introduced(let text), .fixed(let text), .lastAffected(let text), .limit(let text): text
        }
    }
}
