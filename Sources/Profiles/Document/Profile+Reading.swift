internal import Bytes
internal import JSON

extension Profile {
    /// Reads a document, YAML or JSON, and refuses what is no profile by the line that is wrong.
    package init(_ bytes: Span<UInt8>) throws(ProfileError) {
        let root = try Fields(try DocumentNode(bytes), "profile", Self.keys)
        let version = try root.text("apiVersion")
        guard version == Self.apiVersion else {
            throw root.error(
                .unsupported, "apiVersion is \"\(version)\"; this program reads \(Self.apiVersion)", at: "apiVersion")
        }
        let kind = try root.text("kind")
        guard kind == Self.kind else {
            throw root.error(.unsupported, "kind is \"\(kind)\" and not \(Self.kind)", at: "kind")
        }
        self.init(
            image: try ImageIdentity(try Fields(try root.node("image"), "image", ImageIdentity.keys)),
            observation: try Observation(try Fields(try root.node("observation"), "observation", Observation.keys)))
        var counter = EntryCounter()
        users = try Self.entries(root, "users", &counter)
        executables = try Self.entries(root, "executables", &counter)
        files = try Self.entries(root, "files", &counter)
        volumes = try Self.entries(root, "volumes", &counter)
        if let node = root.node(ifPresent: "network") {
            let network = try Fields(node, "network", ["listen", "connect"])
            listen = try Self.entries(network, "listen", &counter)
            connect = try Self.entries(network, "connect", &counter)
        }
        capabilities = try Self.entries(root, "capabilities", &counter)
        systemCalls = try Self.systemCalls(root, &counter)
        resources = try Self.entries(root, "resources", &counter)
        secrets = try Self.entries(root, "secrets", &counter)
        kernelSettings = try Self.entries(root, "kernelSettings", &counter)
    }

    static let keys = [
        "apiVersion", "kind", "image", "observation", "users", "executables", "files", "volumes", "network",
        "capabilities", "systemCalls", "resources", "secrets", "kernelSettings",
    ]

    private static func entries<Subject: Rule>(
        _ fields: Fields, _ key: String, _ counter: inout EntryCounter
    ) throws(ProfileError) -> [Entry<Subject>] {
        var entries: [Entry<Subject>] = []
        var seen: Set<String> = []
        for node in try fields.list(key, limit: ProfileLimits.entries) {
            try counter.count(1, at: node.line)
            let members = try Fields(node, Subject.noun, Subject.keys + ["known", "because"])
            let rule = try Subject(members)
            guard seen.insert(rule.identity).inserted else {
                throw ProfileError(.duplicate, "this \(Subject.noun) stands in \(key) twice", line: node.line)
            }
            entries.append(try Entry(rule, members))
        }
        return entries.united()
    }

    private static func systemCalls(
        _ fields: Fields, _ counter: inout EntryCounter
    ) throws(ProfileError) -> [Entry<SystemCallRule>] {
        var entries: [Entry<SystemCallRule>] = []
        var seen: Set<String> = []
        for node in try fields.list("systemCalls", limit: ProfileLimits.entries) {
            let members = try Fields(node, SystemCallRule.noun, SystemCallRule.keys + ["known", "because"])
            let rules = try SystemCallRule.rules(members)
            try counter.count(rules.count, at: node.line)
            for rule in rules {
                guard seen.insert(rule.identity).inserted else {
                    throw ProfileError(
                        .duplicate, "\(rule.name) stands in systemCalls twice under the same conditions",
                        line: node.line)
                }
                entries.append(try Entry(rule, members))
            }
        }
        return entries.united()
    }
}

/// Counts the entries of all sections.
private struct EntryCounter {
    private var total = 0

    mutating func count(_ more: Int, at line: Int) throws(ProfileError) {
        total += more
        guard total <= ProfileLimits.allEntries else {
            throw ProfileError(.outOfRange, "the profile has more than \(ProfileLimits.allEntries) entries", line: line)
        }
    }
}

extension Entry {
    fileprivate init(_ rule: Subject, _ fields: Fields) throws(ProfileError) {
        self.init(
            rule, try fields.choice("known", of: Known.allCases), because: try fields.text(ifPresent: "because") ?? "")
    }
}

extension ImageIdentity {
    static let keys = ["name", "digest", "id", "platform"]

    fileprivate init(_ fields: Fields) throws(ProfileError) {
        func digest(_ key: String) throws(ProfileError) -> Digest? {
            guard let text = try fields.text(ifPresent: key) else { return nil }
            guard let digest = Digest(text) else {
                throw fields.error(.malformed, "\(key) is no digest as sha256:…", at: key)
            }
            return digest
        }
        self.init(
            name: try fields.text("name"), digest: try digest("digest"), identifier: try digest("id"),
            platform: try fields.text("platform"))
        let parts = platform.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
            throw fields.error(.malformed, "platform is not as linux/amd64", at: "platform")
        }
    }
}

extension Observation {
    static let keys = ["completeness", "runs", "kinds", "sightings", "singles"]

    fileprivate init(_ fields: Fields) throws(ProfileError) {
        let most = 0...1_000_000_000
        self.init(
            runs: try fields.integer("runs", in: most), kinds: try fields.integer("kinds", in: most),
            sightings: try fields.integer("sightings", in: most), singles: try fields.integer("singles", in: most))
        guard isConsistent else {
            throw fields.error(.malformed, "the observation's numbers cannot come from any runs")
        }
        let node = try fields.node("completeness")
        guard case .scalar(let text, let form) = node.content, form != .text, let written = Double(text),
            written.isFinite, (written - completeness).magnitude < 0.00005
        else {
            throw ProfileError(
                .malformed, "completeness is not what runs, sightings and singles make: \(completenessText)",
                line: node.line)
        }
    }

    /// The share as it stands in a document.
    var completenessText: String {
        ResourceRule.decimal(JSONWriter.fixed(completeness, decimals: 4))
    }
}
