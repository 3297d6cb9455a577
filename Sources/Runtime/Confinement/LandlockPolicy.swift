internal import Bytes
internal import CInit

/// What hullmark-init restricts itself to before it becomes a program (`CInit.h` has the format).
package struct LandlockPolicy: Sendable, Equatable {
    /// What may be done with a path and all beneath it.
    package struct Rights: OptionSet, Sendable, Hashable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        package static let read = Rights(rawValue: 1)
        package static let execute = Rights(rawValue: 2)
        package static let write = Rights(rawValue: 4)
        /// Names of a directory, but not the files' content.
        package static let list = Rights(rawValue: 8)
        /// Control of devices (`ioctl(2)`).
        package static let control = Rights(rawValue: 16)
        /// Making, removing and renaming files.
        package static let create = Rights(rawValue: 32)
        /// Of a folder the list of its names alone, and of a file the other rights.
        package static let alone = Rights(rawValue: 64)
    }

    /// What may be done with a TCP port.
    package struct PortRights: OptionSet, Sendable, Hashable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        package static let bind = PortRights(rawValue: 1)
        package static let connect = PortRights(rawValue: 2)
    }

    /// What the policy restricts at all.
    package struct Domains: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }
        package static let files = Domains(rawValue: 1)
        package static let bind = Domains(rawValue: 2)
        package static let connect = Domains(rawValue: 4)
        /// Signals to, and abstract sockets of, processes outside.
        package static let scope = Domains(rawValue: 8)
        /// Nothing more is restricted, and refusals are told to the machine's audit.
        package static let log = Domains(rawValue: 16)
    }

    package var domains: Domains
    package private(set) var paths: [String: Rights] = [:]
    package private(set) var ports: [UInt16: PortRights] = [:]

    package init(_ domains: Domains = []) { self.domains = domains }

    /// Permits more at a path.
    package mutating func allow(_ path: String, _ rights: Rights) {
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { return }
        guard let known = paths[path] else {
            paths[path] = rights
            return
        }
        let union = known.union(rights)
        paths[path] = known.intersection(rights).contains(.alone) ? union : union.subtracting(.alone)
    }

    /// Permits more with a port.
    package mutating func allow(port: UInt16, _ rights: PortRights) { ports[port, default: []].formUnion(rights) }

    /// The policy as the program reads it, rules in the order of their paths and ports.
    package func encoded() throws(RuntimeError) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(contentsOf: "HMP1".utf8)
        writer.append(littleEndian: domains.rawValue)
        writer.append(littleEndian: UInt32(0))
        writer.append(littleEndian: UInt32(clamping: paths.count))
        writer.append(littleEndian: UInt32(clamping: ports.count))
        for (path, rights) in paths.sorted(by: { $0.key < $1.key }) {
            guard path.utf8.count <= Int(HM_POLICY_PATH_LENGTH) else {
                throw RuntimeError(.invalid, "a path of the profile is too long: \(path.prefix(100))…")
            }
            writer.append(littleEndian: rights.rawValue)
            writer.append(littleEndian: UInt16(path.utf8.count))
            writer.append(contentsOf: path.utf8)
            writer.append(UInt8(0))
        }
        for (port, rights) in ports.sorted(by: { $0.key < $1.key }) {
            writer.append(littleEndian: port)
            writer.append(littleEndian: rights.rawValue)
        }
        writer.overwrite(at: 8, littleEndian: UInt32(clamping: writer.bytes.count))
        guard writer.bytes.count <= Int(HM_POLICY_LIMIT), paths.count <= Int(HM_POLICY_PATHS) else {
            throw RuntimeError(.invalid, "the profile names more paths than a policy can hold")
        }
        return writer.bytes
    }

    /// What is wrong with a policy's bytes, as the program itself would say; nothing where it takes them.
    package static func problem(in bytes: [UInt8]) -> String? {
        var policy = hm_policy()
        return hm_policy_read(bytes, bytes.count, &policy).map { String(cString: $0) }
    }
}
