internal import Bytes
internal import Profiles

/// A system call that the kernel refused a process of a container.
package struct RefusedCall: Sendable, Hashable {
    /// How calls end that are refused; the root of a container cannot be written, wherever its profile does not say so.
    static let errors: [(number: Int32, name: String)] = [(1, "EPERM"), (13, "EACCES"), (30, "EROFS")]

    /// The call's name.
    package var name: String
    package var arguments: [UInt64]
    /// What the first four arguments point at, where they point at texts.
    package var texts: [String]
    /// What of it are addresses of sockets (`struct sockaddr`): the second argument's, the fifth's, and the message's.
    package var addresses: [[UInt8]]
    /// `EACCES`, `EPERM` or `EROFS`.
    package var error: String
    /// The process' number in the container, and on this machine.
    package var process: Int32
    package var hostProcess: Int32
    /// The user on this machine.
    package var user: UInt32
    /// The first letters of the program's name, which it may have chosen itself.
    package var command: String

    /// Whether it is the engine's, whose last steps before the image's program are in the container too: its runtime library tries to wait for
    /// files that cannot be waited for.
    var isOfEngine: Bool { name == "epoll_ctl" && error == "EPERM" && command.hasPrefix("runc:[") }

    /// Whether hullmark-init makes itself known by it, before it becomes the image's program: it wants to write what nobody may.
    var beginsProgram: Bool {
        process == 1 && name == "openat" && texts[1] == "/.hullmark/policy" && arguments[2] & 3 == 1
    }

    package init(
        name: String, arguments: [UInt64] = [], texts: [String] = [], addresses: [[UInt8]] = [],
        error: String = "EACCES",
        process: Int32 = 1, hostProcess: Int32 = 1, user: UInt32 = 0, command: String = ""
    ) {
        self.name = name
        self.arguments = arguments + Array(repeating: 0, count: max(0, 6 - arguments.count))
        self.texts = texts + Array(repeating: "", count: max(0, 4 - texts.count))
        self.addresses = addresses + Array(repeating: [], count: max(0, 3 - addresses.count))
        self.error = error
        self.process = process
        self.hostProcess = hostProcess
        self.user = user
        self.command = command
    }

    /// Reads a record of the trace; nothing where it is none.
    init?(_ record: [UInt8]) {
        guard record.count == TraceRecord.size else { return nil }
        func word(_ place: Int) -> UInt64 {
            record.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        }
        func text(_ place: Int, _ size: Int) -> String {
            String(decoding: record[place..<(place + size)].prefix { $0 != 0 }, as: UTF8.self)
        }
        let number = Int(truncatingIfNeeded: word(TraceRecord.registers + TraceRecord.number))
        let result = Int64(bitPattern: word(TraceRecord.result))
        guard let error = Self.errors.first(where: { Int64(-$0.number) == result })?.name else { return nil }
        // Behind a signal's handler there is no call any more, only the registers that it left.
        guard number >= 0 else { return nil }
        self.init(
            name: SystemCallTable.name(of: number, on: TraceRecord.architecture) ?? "\(number)",
            arguments: TraceRecord.arguments.map { word(TraceRecord.registers + $0) },
            texts: (0..<TraceRecord.textCount).map {
                text(TraceRecord.texts + $0 * TraceRecord.textSize, TraceRecord.textSize)
            },
            addresses: (0..<TraceRecord.addressCount).map { number in
                let place = TraceRecord.addresses + number * TraceRecord.addressSize
                return Array(record[place..<(place + TraceRecord.addressSize)])
            }, error: error,
            process: Int32(truncatingIfNeeded: word(TraceRecord.process) >> 32),
            hostProcess: Int32(truncatingIfNeeded: word(TraceRecord.hostProcess) >> 32),
            user: UInt32(truncatingIfNeeded: word(TraceRecord.user)),
            command: text(TraceRecord.command, TraceRecord.commandSize))
    }
}
