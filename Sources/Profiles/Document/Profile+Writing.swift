internal import Bytes
package import JSON
internal import YAML

extension Profile {
    /// The document as JSON's values, in the order in which people read it.
    package var document: JSONValue {
        let profile = inOrder
        var members: [JSONValue.Member] = [
            .init("apiVersion", .string(Self.apiVersion)), .init("kind", .string(Self.kind)),
            .init("image", image.document), .init("observation", observation.document),
        ]
        func add<Subject: Rule>(_ name: String, _ entries: [Entry<Subject>], to members: inout [JSONValue.Member]) {
            if !entries.isEmpty { members.append(.init(name, .array(entries.map(\.document)))) }
        }
        add("users", profile.users, to: &members)
        add("executables", profile.executables, to: &members)
        add("files", profile.files, to: &members)
        add("volumes", profile.volumes, to: &members)
        var network: [JSONValue.Member] = []
        add("listen", profile.listen, to: &network)
        add("connect", profile.connect, to: &network)
        if !network.isEmpty { members.append(.init("network", .object(network))) }
        add("capabilities", profile.capabilities, to: &members)
        let calls = SystemCallGroup.groups(of: profile.systemCalls)
        if !calls.isEmpty { members.append(.init("systemCalls", .array(calls.map(\.document)))) }
        add("resources", profile.resources, to: &members)
        add("secrets", profile.secrets, to: &members)
        add("kernelSettings", profile.kernelSettings, to: &members)
        return .object(members)
    }

    /// The document for machines.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.value(document)
        return writer.finish()
    }

    /// The document for people.
    package var yaml: [UInt8] {
        YAMLWriter.bytes(
            of: YAMLNode(document),
            comment: [
                "What this image may do when it runs; whatever no entry permits is refused.",
                "known: derived (concluded from the image), observed (seen in a run), declared (written by a person).",
            ])
    }
}

/// The system calls that one entry of a document names.
private struct SystemCallGroup {
    var names: [String]
    let first: Entry<SystemCallRule>

    static func groups(of entries: [Entry<SystemCallRule>]) -> [SystemCallGroup] {
        var places: [Entry<SystemCallRule>: Int] = [:]
        var groups: [SystemCallGroup] = []
        for entry in entries {
            // What is the same but for the name.
            let key = Entry(SystemCallRule("", when: entry.conditions), entry.known, because: entry.because)
            if let place = places[key] {
                groups[place].names.append(entry.name)
            } else {
                places[key] = groups.count
                groups.append(SystemCallGroup(names: [entry.name], first: entry))
            }
        }
        return groups
    }

    var document: JSONValue {
        .object(SystemCallRule.members(names: names, first.conditions) + first.reason)
    }
}

extension Entry {
    fileprivate var document: JSONValue { .object(rule.members + reason) }

    fileprivate var reason: [JSONValue.Member] {
        let known = JSONValue.Member("known", .string(known.rawValue))
        return because.isEmpty ? [known] : [known, .init("because", .string(because))]
    }
}

extension ImageIdentity {
    fileprivate var document: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name))]
        if let digest { members.append(.init("digest", .string(digest.description))) }
        if let identifier { members.append(.init("id", .string(identifier.description))) }
        members.append(.init("platform", .string(platform)))
        return .object(members)
    }
}

extension Observation {
    fileprivate var document: JSONValue {
        .object([
            .init("completeness", .number(completenessText)), .init("runs", .number("\(runs)")),
            .init("kinds", .number("\(kinds)")), .init("sightings", .number("\(sightings)")),
            .init("singles", .number("\(singles)")),
        ])
    }
}

extension YAMLNode {
    fileprivate init(_ value: JSONValue) {
        switch value {
        case .null: self = .scalar("null", isPlain: true)
        case .bool(let flag): self = .scalar(flag ? "true" : "false", isPlain: true)
        case .number(let text): self = .scalar(text, isPlain: true)
        case .string(let text): self = .scalar(text, isPlain: false)
        case .array(let elements): self = .sequence(elements.map(YAMLNode.init))
        case .object(let members): self = .mapping(members.map { Member($0.name, YAMLNode($0.value)) })
        }
    }
}
