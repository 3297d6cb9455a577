internal import Bytes
internal import Platform
internal import Profiles

/// What audit records of one number say together: a call, and what of Landlock or seccomp refused it.
///
/// A record is `audit(SECONDS:NUMBER): KEY=VALUE …`; values stand in quotes, or as hexadecimal digits where a process chose them so that
/// quotes would mislead (`audit_log_untrustedstring`).
struct AuditEvent: Sendable, Equatable {
    /// Landlock's rights that were wanted (`fs.read_file`), with commas; nothing where seccomp refused.
    var blockers: String?
    var path: String?
    var domain: String?
    /// Where a connection was to lead, or which address was to be listened on.
    var address: IPAddress?
    var port: UInt16?
    /// The number of the call.
    var call: Int?
    var result: Int?
    var arguments: [UInt64] = []
    var process: Int32?
    var user: UInt32?
    var command: String?
    var program: String?

    /// Takes in what one more record says.
    mutating func add(_ kind: AuditSocket.Kind, _ fields: [String: String]) {
        switch kind {
        case .landlockAccess:
            blockers = blockers ?? fields["blockers"]
            domain = domain ?? fields["domain"]
            path = path ?? fields["path"]
            if let text = fields["daddr"] ?? fields["saddr"] { address = IPAddress(text) }
            if let text = fields["dest"] ?? fields["src"] { port = UInt16(text) }
        case .systemCall, .seccomp:
            call = fields["syscall"].flatMap { Int($0) } ?? call
            result = fields["exit"].flatMap { Int($0) } ?? result
            let values = (0..<4).compactMap { fields["a\($0)"].flatMap { UInt64($0, radix: 16) } }
            if values.count == 4 { arguments = values }
            process = fields["pid"].flatMap { Int32($0) } ?? process
            user = fields["uid"].flatMap { UInt32($0) } ?? user
            command = fields["comm"] ?? command
            program = fields["exe"] ?? program
            // `SECCOMP_RET_ERRNO` and the error.
            if let code = fields["code"].flatMap({ UInt32($0.dropFirst(2), radix: 16) }), code >> 16 == 5 {
                result = -Int(code & 0xffff)
            }
        case .landlockDomain, .endOfEvent: break
        }
    }

    /// The number and the fields of a record; nothing where it is none.
    static func read(_ text: String) -> (number: Substring, fields: [String: String])? {
        guard text.hasPrefix("audit("), let colon = text.firstIndex(of: ":"), let end = text.firstIndex(of: ")"),
            colon < end
        else { return nil }
        var fields: [String: String] = [:]
        var rest = text[end...].dropFirst(2)[...]
        while true {
            rest = rest.drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { break }
            let key = String(rest[..<equals])
            rest = rest[rest.index(after: equals)...]
            if rest.first == "\"" {
                let value = rest.dropFirst().prefix { $0 != "\"" }
                fields[key] = String(value)
                rest = rest[value.endIndex...].dropFirst()
            } else {
                let value = rest.prefix { $0 != " " }
                fields[key] = chosen.contains(key) ? hidden(value) : String(value)
                rest = rest[value.endIndex...]
            }
        }
        return (text[text.index(after: colon)..<end], fields)
    }

    /// Fields whose values processes choose.
    private static let chosen: Set<String> = ["comm", "exe", "path"]

    private static func hidden(_ digits: Substring) -> String? {
        guard !digits.isEmpty, let bytes = Hex.decode(digits.utf8) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The call as the trace would have told it; nothing where it cannot be named.
    ///
    /// - Parameter inner: the process' number in the container.
    func refusedCall(inner: Int32) -> RefusedCall? {
        guard let call, let process, let user,
            let name = SystemCallTable.name(of: call, on: TraceRecord.architecture)
        else { return nil }
        guard let error = RefusedCall.errors.first(where: { Int(-$0.number) == result })?.name else { return nil }
        var refused = RefusedCall(
            name: name, arguments: arguments, error: error, process: inner, hostProcess: process, user: user,
            command: command ?? "")
        if let path, let place = RefusedCall.pathPlace(of: name) { refused.texts[place] = path }
        if let address, let port { refused.addresses = Array(repeating: Self.socketAddress(address, port), count: 3) }
        return refused
    }

    /// `struct sockaddr_in` or `sockaddr_in6`, with room behind.
    private static func socketAddress(_ address: IPAddress, _ port: UInt16) -> [UInt8] {
        let place = [UInt8(port >> 8), UInt8(port & 0xff)]
        let bytes =
            address.bytes.count == 4
            ? [2, 0] + place + address.bytes : [10, 0] + place + [0, 0, 0, 0] + address.bytes
        return bytes + [UInt8](repeating: 0, count: TraceRecord.addressSize - bytes.count)
    }
}
