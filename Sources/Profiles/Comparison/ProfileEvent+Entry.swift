package import JSON

/// The entry of a profile that would permit an event, and no more than it.
package struct PermittingEntry: Sendable, Equatable {
    /// Where it stands in a document (`files`, `network.connect`).
    package let section: String
    /// Its members as a document has them, so that it can be taken over.
    package let members: [JSONValue.Member]
    /// The entry in one line for people.
    package let summary: String

    fileprivate init<Subject: Rule>(_ section: String, _ rule: Subject) {
        self.section = section
        members = rule.members + [.init("known", .string(Known.observed.rawValue))]
        summary = "\(Subject.noun): \(rule.summary)"
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.section == right.section && left.summary == right.summary
    }
}

extension ProfileEvent {
    /// The entry that would permit it; nothing where it takes what an event does not tell (a group, a secret's place).
    package var entry: PermittingEntry? {
        switch self {
        case .execute(let path): PermittingEntry("executables", ExecutableRule(path: path))
        case .open(let path, let access): PermittingEntry("files", FileRule(path: path, access: access))
        case .create(let path):
            PermittingEntry("files", FileRule(path: ProfilePath.folder(of: path), access: .write, mayCreate: true))
        case .mount(let path, let access): PermittingEntry("volumes", VolumeRule(path: path, access: access))
        case .connect(let rule): PermittingEntry("network.connect", rule)
        case .listen(let rule): PermittingEntry("network.listen", rule)
        case .user(let uid, let group): PermittingEntry("users", UserRule(uid: uid, gid: group ?? uid))
        case .systemCall(let name): PermittingEntry("systemCalls", SystemCallRule(name))
        case .capability(let capability): PermittingEntry("capabilities", CapabilityRule(capability))
        case .setting(let rule): PermittingEntry("kernelSettings", rule)
        case .secret: nil
        }
    }
}

extension ProfileEvent: CustomStringConvertible {
    /// The event as `init(_:)` reads it.
    package var description: String {
        switch self {
        case .execute(let path): "exec \(path)"
        case .open(let path, let access): "open \(path) \(access.rawValue)"
        case .create(let path): "create \(path)"
        case .mount(let path, let access): "mount \(path) \(access.rawValue)"
        case .connect(let rule):
            "connect \(Self.host(rule.destination)):\(rule.ports)/\(rule.transport.rawValue)"
        case .listen(let rule): "listen \(rule.ports)/\(rule.transport.rawValue)"
        case .user(let uid, let group): "user \(uid)\(group.map { ":\($0)" } ?? "")"
        case .systemCall(let name): "syscall \(name)"
        case .capability(let capability): "capability \(capability)"
        case .secret(let name): "secret \(name)"
        case .setting(let rule): "sysctl \(rule.name)=\(rule.value)"
        }
    }

    private static func host(_ destination: Destination) -> String {
        let text = "\(destination)"
        return text.contains(":") ? "[\(text)]" : text
    }
}
