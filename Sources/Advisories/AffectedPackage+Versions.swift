internal import Versions

extension AffectedPackage {
    /// Leaves out of `versions` what a range of the same entry covers by the ecosystem's own order: a look-up's answer
    /// stays the same, and of the lists of some ecosystems next to nothing is left.
    mutating func dropVersionsCoveredByRanges() {
        guard !versions.isEmpty, !ranges.isEmpty, let scheme = VersionScheme(ecosystem: ecosystem) else { return }
        let coverages = ranges.compactMap { RangeCoverage($0, scheme) }
        guard !coverages.isEmpty else { return }
        versions.removeAll { version in coverages.contains { $0.covers(version) } }
    }
}

/// A range made ready to say which versions it surely covers; where it is in doubt it says no, and the version stays
/// listed.
private struct RangeCoverage {
    private let events: [VersionRange.Event]
    private let schemes: [VersionScheme]

    /// Nothing where the events cannot be brought into one order, or a limit is among them.
    init?(_ range: VersionRange, _ scheme: VersionScheme) {
        // A reader may take a SEMVER range by the ecosystem's order or by that of semantic versions; both must agree.
        schemes = range.kind == .semver && scheme != .semver ? [scheme, .semver] : [scheme]
        var sorted: [VersionRange.Event] = []
        for event in range.events {
            if case .limit = event { return nil }
            var position = sorted.count
            while position > 0 {
                guard let order = Self.order(sorted[position - 1], event, schemes) else { return nil }
                if order == .less { break }
                position -= 1
            }
            sorted.insert(event, at: position)
        }
        events = sorted
    }

    func covers(_ version: String) -> Bool {
        var isCovered = false
        for event in events {
            guard let order = Self.order(version, event, schemes) else { return false }
            switch event {
            case .introduced: if order != .less { isCovered = true }
            case .fixed: if order != .less { isCovered = false }
            case .lastAffected: if order == .greater { isCovered = false }
            case .limit: return false
            }
        }
        return isCovered
    }

    /// How two events stand; nothing where they cannot be told apart.
    private static func order(
        _ one: VersionRange.Event, _ other: VersionRange.Event, _ schemes: [VersionScheme]
    ) -> Ordering? {
        if one == .introduced("0") { return other == one ? nil : .less }
        guard let order = order(one.version, other, schemes), order != .equal else { return nil }
        return order
    }

    /// How a version stands to an event by every scheme; nothing where they differ or one of them cannot read it.
    private static func order(_ version: String, _ event: VersionRange.Event, _ schemes: [VersionScheme]) -> Ordering? {
        var found: Ordering?
        for scheme in schemes {
            let order: Ordering
            do throws(VersionError) {
                // The beginning of all versions need not be a version itself.
                if event == .introduced("0") {
                    guard scheme.isValid(version) else { return nil }
                    order = .greater
                } else {
                    order = try scheme.compare(version, event.version)
                }
            } catch {
                return nil
            }
            if found != nil && found != order { return nil }
            found = order
        }
        return found
    }
}
