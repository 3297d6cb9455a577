package import JSON

/// A system call that may be made, if its arguments are as the conditions say.
///
/// In a document one entry names many calls; here it is one entry a call. Of several entries with the same name any one may permit the call.
package struct SystemCallRule: Rule {
    package static let noun = "system call"
    package static let keys = ["names", "when"]

    package var name: String
    /// All of them must hold.
    package var conditions: [ArgumentCondition]

    package init(_ name: String, when conditions: [ArgumentCondition] = []) {
        self.name = name
        self.conditions = conditions
    }

    /// Reads an entry with one name; `rules(_:)` reads those with many.
    package init(_ fields: Fields) throws(ProfileError) {
        let rules = try Self.rules(fields)
        guard let rule = rules.first else { throw fields.error(.missing, "an entry names no system call", at: "names") }
        self = rule
    }

    /// The rules of an entry, one a name.
    static func rules(_ fields: Fields) throws(ProfileError) -> [SystemCallRule] {
        var conditions: [ArgumentCondition] = []
        for node in try fields.list("when", limit: ProfileLimits.conditions) {
            conditions.append(try ArgumentCondition(try Fields(node, "condition", ArgumentCondition.keys)))
        }
        let nodes = try fields.list("names", limit: ProfileLimits.entries)
        if nodes.isEmpty { throw fields.error(.missing, "an entry names no system call", at: "names") }
        var rules: [SystemCallRule] = []
        for node in nodes {
            let name = try node.text(called: "system call")
            guard SystemCallTable.isKnown(name) else {
                throw ProfileError(.unknownName, "\"\(name)\" is no system call of Linux", line: node.line)
            }
            rules.append(SystemCallRule(name, when: conditions))
        }
        return rules
    }

    package var members: [JSONValue.Member] { Self.members(names: [name], conditions) }

    static func members(names: [String], _ conditions: [ArgumentCondition]) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("names", .array(names.map { .string($0) }))]
        if !conditions.isEmpty { members.append(.init("when", .array(conditions.map(\.document)))) }
        return members
    }

    package var identity: String {
        "\(name)\0\(conditions.map(\.summary).joined(separator: "\0"))"
    }

    package func covers(_ other: SystemCallRule) -> Bool {
        name == other.name && Set(conditions).isSubset(of: other.conditions)
    }

    package var topic: String { name }

    package var summary: String {
        conditions.isEmpty ? name : "\(name) when \(conditions.map(\.summary).joined(separator: " and "))"
    }
}
