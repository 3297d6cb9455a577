internal import Platform
internal import Profiles

/// What the machine's audit tells of one container, where it is on.
///
/// Records are the whole machine's. A container's are those of its process namespace, and those of a Landlock domain that one of these was
/// in: of a process that is gone nothing else says where it was.
final class AuditLog {
    /// Events, domains and paths that are kept; a busy machine has many more.
    private static let limit = 4096

    private let socket: AuditSocket
    private let namespace: FileStatus
    private var drafts: [Substring: AuditEvent] = [:]
    private var domains: Set<String> = []
    /// How often in a row a record was waited for that did not come.
    private var misses = 0
    private static let patience = 3
    private var known: [Place: (path: String, program: String?)] = [:]

    private struct Place: Hashable {
        let process: Int32
        let call: String
    }

    /// Begins to read.
    ///
    /// - Parameter process: one that is in the container's process namespace.
    init(process: Int32) throws {
        namespace = try FileStatus(of: "/proc/\(process)/ns/pid")
        socket = try AuditSocket()
    }

    /// The descriptor that can be read when there are records.
    var descriptor: Int32 { socket.descriptor }

    /// The calls of the container that records tell of since it was last asked.
    func calls() -> [RefusedCall] {
        var calls: [RefusedCall] = []
        while let (kind, text) = socket.next() {
            guard let (number, fields) = AuditEvent.read(text) else { continue }
            // A domain's first record says who made it: the container's first program, or a command of `exec`.
            if kind == .landlockDomain, let process = fields["pid"].flatMap({ Int32($0) }) {
                _ = inner(process, fields["domain"])
            }
            if drafts.count > Self.limit { drafts = [:] }
            drafts[number, default: AuditEvent()].add(kind, fields)
            // What seccomp refuses has no record of the call beside it, nor an end.
            guard kind == .endOfEvent || kind == .seccomp, let event = drafts.removeValue(forKey: number) else {
                continue
            }
            guard let process = event.process, let inner = inner(process, event.domain),
                let call = event.refusedCall(inner: inner)
            else { continue }
            if known.count > Self.limit { known = [:] }
            if !call.path.isEmpty { known[Place(process: process, call: call.name)] = (call.path, event.program) }
            calls.append(call)
        }
        return calls
    }

    /// The path that a call was about, and the program that made it, where a record has told it or does so soon.
    ///
    /// Records come later than the trace, and of a container that was not started with them never.
    func path(of call: RefusedCall) -> (path: String, program: String?)? {
        let place = Place(process: call.hostProcess, call: call.name)
        if let found = known[place] { return found }
        guard misses < Self.patience else { return nil }
        for _ in 0..<10 {
            guard let ready = try? Readiness.wait([descriptor], milliseconds: 20) else { return nil }
            if !ready.isEmpty { _ = calls() }
            if let found = known[place] {
                misses = 0
                return found
            }
        }
        misses += 1
        return nil
    }

    /// A process' number in the container, 0 where it is gone; nothing for processes of others.
    private func inner(_ process: Int32, _ domain: String?) -> Int32? {
        guard let status = try? FileStatus(of: "/proc/\(process)/ns/pid") else {
            return domain.map(domains.contains) == true ? 0 : nil
        }
        guard status.inode == namespace.inode, status.device == namespace.device else { return nil }
        if let domain, domains.count < Self.limit { domains.insert(domain) }
        return OtherProcess.innermostNumber(of: process) ?? 0
    }
}
