internal import Bytes

/// Something that a contained process does, as text: what `hullmark profile check` is asked about.
///
/// | text | event |
/// |---|---|
/// | `exec PATH` | executing a file |
/// | `open PATH read`, `open PATH write` | opening a file |
/// | `create PATH` | making a file or directory |
/// | `mount PATH read`, `mount PATH write` | a volume at a path |
/// | `connect ADDRESS:PORT/tcp`, `connect NAME:PORT/udp` | a connection; version 6 in brackets |
/// | `listen PORT/tcp` | awaiting connections |
/// | `user UID`, `user UID:GID` | being a user |
/// | `syscall NAME` | a system call, whatever its arguments |
/// | `capability NAME` | having a capability |
/// | `secret NAME` | being given a secret |
/// | `sysctl NAME=VALUE` | a kernel setting |
package enum ProfileEvent: Sendable, Equatable {
    case execute(String)
    case open(String, FileRule.Access)
    case create(String)
    case mount(String, FileRule.Access)
    case connect(ConnectRule)
    case listen(ListenRule)
    case user(UInt32, group: UInt32?)
    case systemCall(String)
    case capability(Capability)
    case secret(String)
    case setting(KernelSettingRule)

    /// Reads the text of an event.
    package init(_ text: String) throws(ProfileEventError) {
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let verb = words.first, words.count >= 2 else {
            throw ProfileEventError("\"\(text)\" is no event; one is: open /etc/shadow read")
        }
        let object = words[1]
        // Paths may have spaces: all between the verb and the last word, where that says what is done.
        let isOpening = verb == "open" || verb == "mount"
        let access = isOpening ? words.last.flatMap(FileRule.Access.init(rawValue:)) : nil
        let isLong = ["exec", "create"].contains(verb) || (isOpening && words.count >= 3)
        guard isLong || words.count == 2 || (isOpening && access == nil) else {
            throw ProfileEventError("\"\(text)\" has more words than \(verb) takes")
        }
        let path = words.dropFirst().dropLast(access == nil ? 0 : 1).joined(separator: " ")
        switch verb {
        case "exec": self = .execute(try Self.path(path))
        case "open": self = .open(try Self.path(path), access ?? .read)
        case "create": self = .create(try Self.path(path))
        case "mount": self = .mount(try Self.path(path), access ?? .read)
        case "connect": self = .connect(try Self.connection(object))
        case "listen":
            let (ports, transport) = try Self.ports(object)
            self = .listen(ListenRule(ports: ports, transport: transport))
        case "user":
            let parts = object.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let numbers = parts.map(UserDatabase.number)
            guard (1...2).contains(numbers.count), let uid = numbers[0], numbers.count == 1 || numbers[1] != nil else {
                throw ProfileEventError("\"\(object)\" is no uid and no uid:gid")
            }
            self = .user(uid, group: numbers.count == 2 ? numbers[1] : nil)
        case "syscall":
            guard SystemCallTable.isKnown(object) else {
                throw ProfileEventError("\"\(object)\" is no system call of Linux")
            }
            self = .systemCall(object)
        case "capability":
            guard let capability = Capability(object) else { throw ProfileEventError("\"\(object)\" is no capability") }
            self = .capability(capability)
        case "secret": self = .secret(object)
        case "sysctl":
            let parts = object.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ProfileEventError("\"\(object)\" is not as NAME=VALUE") }
            self = .setting(KernelSettingRule(parts[0], value: parts[1]))
        default:
            throw ProfileEventError(
                "\"\(verb)\" is no event; those are exec, open, create, mount, connect, listen, user, syscall, capability, secret and sysctl"
            )
        }
    }

    private static func path(_ text: String) throws(ProfileEventError) -> String {
        if let fault = ProfilePath.fault(of: text) { throw ProfileEventError("the path \"\(text)\" \(fault)") }
        return text
    }

    private static func ports(_ text: String) throws(ProfileEventError) -> (PortRange, Transport) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = parts.first, let ports = PortRange(first),
            let transport = Transport(rawValue: parts.count == 2 ? parts[1] : "tcp")
        else { throw ProfileEventError("\"\(text)\" is no port as 8080/tcp") }
        return (ports, transport)
    }

    private static func connection(_ text: String) throws(ProfileEventError) -> ConnectRule {
        guard let colon = text.lastIndex(of: ":") else {
            throw ProfileEventError("\"\(text)\" has no port; a connection is as 10.0.0.1:443/tcp")
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let (ports, transport) = try ports(String(text[text.index(after: colon)...]))
        guard let destination = Destination(host), destination != .any else {
            throw ProfileEventError("\"\(host)\" is neither an address nor a name")
        }
        return ConnectRule(to: destination, ports: ports, transport: transport)
    }
}

/// Why a text is no event.
package struct ProfileEventError: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
