package import JSON

/// What one profile permits and another does not.
package struct ProfileComparison: Sendable, Equatable {
    /// What a change means for what may be done; the gravest first.
    package enum Kind: String, Sendable, CaseIterable {
        /// More is permitted than was.
        case moreRights
        /// What was permitted is another now: an executable of other content.
        case changed
        /// Less is permitted.
        case fewerRights
        /// Named now, and permitted already by another entry; or no longer named, and still permitted.
        case sameRights
    }

    /// One difference.
    package struct Change: Sendable, Equatable {
        package let kind: Kind
        /// What it is about, as `executable` or `file`.
        package let noun: String
        /// The entry as it was; nothing where there was none.
        package let old: String?
        /// The entry as it is; nothing where there is none any more.
        package let new: String?
        /// Why the new entry is there, or was.
        package let because: String
    }

    /// More rights first, then by what they are about in a document's order.
    package let changes: [Change]

    package init(from old: Profile, to new: Profile) {
        let (old, new) = (old.inOrder, new.inOrder)
        var changes: [Change] = []
        changes += Self.changes(old.users, new.users) { $0.identity }
        changes += Self.changes(old.executables, new.executables) { $0.path }
        changes += Self.changes(old.files, new.files) { $0.path }
        changes += Self.changes(old.volumes, new.volumes) { $0.path }
        changes += Self.changes(old.listen, new.listen) { $0.identity }
        changes += Self.changes(old.connect, new.connect) { $0.identity }
        changes += Self.changes(old.capabilities, new.capabilities) { $0.identity }
        changes += Self.changes(old.systemCalls, new.systemCalls) { $0.identity }
        changes += Self.changes(old.resources, new.resources) { $0.identity }
        changes += Self.changes(old.secrets, new.secrets) { $0.identity }
        changes += Self.changes(old.kernelSettings, new.kernelSettings) { $0.identity }
        self.changes = Kind.allCases.flatMap { kind in changes.filter { $0.kind == kind } }
    }

    /// Whether the new profile permits anything that the old one did not.
    package var hasMoreRights: Bool { changes.contains { $0.kind == .moreRights } }

    /// - Parameter key: what makes an old and a new entry the same one in two states.
    private static func changes<Subject: Rule>(
        _ old: [Entry<Subject>], _ new: [Entry<Subject>], key: (Subject) -> String
    ) -> [Change] {
        let index = Covering(old)
        let newIndex = Covering(new)
        let oldRules = Dictionary(grouping: old) { key($0.rule) }
        let newRules = Dictionary(grouping: new) { key($0.rule) }
        var changes: [Change] = []
        for entry in new {
            let before = oldRules[key(entry.rule)] ?? []
            if before.contains(where: { $0.rule == entry.rule }) { continue }
            let isCovered = index.covers(entry.rule)
            let other = before.first
            let isExecutable = entry.rule is ExecutableRule
            let kind: Kind
            if isExecutable && other != nil && !isCovered {
                kind = .changed
            } else if let other, isCovered {
                // The same thing in a narrower form, unless a wider entry still permits what it lost.
                kind = newIndex.covers(other.rule) ? .sameRights : .fewerRights
            } else {
                kind = isCovered ? .sameRights : .moreRights
            }
            changes.append(
                Change(
                    kind: kind, noun: Subject.noun, old: other?.rule.summary, new: entry.rule.summary,
                    because: entry.because))
        }
        for entry in old where newRules[key(entry.rule)] == nil {
            changes.append(
                Change(
                    kind: newIndex.covers(entry.rule) ? .sameRights : .fewerRights, noun: Subject.noun,
                    old: entry.rule.summary, new: nil, because: entry.because))
        }
        return changes
    }

    /// The comparison as JSON's values: the changes, and whether there are more rights.
    package var document: JSONValue {
        .object([
            .init("moreRights", .bool(hasMoreRights)),
            .init(
                "changes",
                .array(
                    changes.map { change in
                        var members: [JSONValue.Member] = [
                            .init("kind", .string(change.kind.rawValue)), .init("about", .string(change.noun)),
                        ]
                        if let old = change.old { members.append(.init("old", .string(old))) }
                        if let new = change.new { members.append(.init("new", .string(new))) }
                        if !change.because.isEmpty { members.append(.init("because", .string(change.because))) }
                        return .object(members)
                    })),
        ])
    }
}

/// Entries of one kind, asked whether any of them permits a rule.
private struct Covering<Subject: Rule> {
    private let rules: Set<Subject>
    private let byTopic: [String: [Subject]]
    private let byPath: [String: [FileRule]]

    init(_ entries: [Entry<Subject>]) {
        rules = Set(entries.map(\.rule))
        let files = entries.compactMap { $0.rule as? FileRule }
        byPath = Dictionary(grouping: files, by: \.path)
        byTopic = files.isEmpty ? Dictionary(grouping: entries.map(\.rule), by: \.topic) : [:]
    }

    func covers(_ rule: Subject) -> Bool {
        if rules.contains(rule) { return true }
        guard let file = rule as? FileRule else { return byTopic[rule.topic]?.contains { $0.covers(rule) } == true }
        var path = file.path
        while true {
            if byPath[path]?.contains(where: { $0.covers(file) }) == true { return true }
            guard path != "/", let slash = path.lastIndex(of: "/") else { return false }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
    }
}
