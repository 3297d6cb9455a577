internal import Advisories
internal import Matching

/// Which ecosystems' advisories a report needs anew.
struct FreshnessPlan {
    /// An age in seconds beyond which advisories are asked for again.
    static let staleSeconds = 24 * 3_600

    /// The names under which servers keep the ecosystems, sorted.
    let ecosystems: [String]

    /// The ecosystems that the data at hand does not cover, of which it has a sample, or whose server was last asked over a day ago.
    ///
    /// Parts that the user built from files are theirs to replace.
    init(coverage: [Coverage], entries: [ShardEntry], now: Timestamp) {
        let published = coverage.filter(\.isPublished)
        let sampled = Set(published.flatMap(\.samples).map(Ecosystem.base))
        let lacking = Set(published.flatMap { $0.missing + ($0.isCovered ? [] : [$0.ecosystem]) }.map(Ecosystem.base))
        let needed = Set(published.flatMap(\.sources).map(Ecosystem.base)).union(lacking)
        let held = Dictionary(grouping: entries.filter { $0.kind == .advisories }) { Ecosystem.base($0.name) }
        ecosystems = needed.filter { name in
            let parts = held[name] ?? []
            if parts.contains(where: { $0.retrieved.isEmpty && $0.snapshotDate.isEmpty }) { return false }
            let isFresh = !parts.isEmpty && parts.allSatisfy { Self.isFresh($0, now) }
            return !isFresh || sampled.contains(name) && parts.contains { !$0.snapshotDate.isEmpty }
        }.sorted()
    }

    private static func isFresh(_ entry: ShardEntry, _ now: Timestamp) -> Bool {
        let moment = entry.snapshotDate.isEmpty ? entry.retrieved : entry.snapshotDate
        guard let asked = Timestamp(moment) else { return false }
        return now.seconds - asked.seconds < staleSeconds
    }
}
