internal import Bytes
internal import Platform

/// The networks of a runtime folder, and who is in them.
///
///     networks/lock                    held by whoever changes any of them
///     networks/NAME/network            what it is (`NetworkRecord`)
///     networks/NAME/members/ID         a container in it (`NetworkMember`)
///
/// What the kernel has of a network (its bridge, the filter of this machine, the filters and host lists of its containers) is always
/// made from these files, whole: so whoever comes next also mends what one that was killed left half done.
package struct NetworkStore: Sendable {
    package let folder: RuntimeFolder

    package init(_ folder: RuntimeFolder) { self.folder = folder }

    /// All networks by their names.
    package func all() throws -> [NetworkRecord] {
        try Directory.names(at: folder.networks).compactMap(record)
    }

    /// The network of a name; nothing where there is none.
    package func record(_ name: String) -> NetworkRecord? {
        guard NetworkRecord.isName(name), let file = try? FileHandle(reading: "\(path(name))/network"),
            let bytes = try? file.read(0..<65_536), let record = NetworkRecord(bytes), record.name == name
        else { return nil }
        return record
    }

    /// The containers in a network, in the order of their ids.
    package func members(of name: String) -> [NetworkMember] {
        let folder = "\(path(name))/members"
        return ((try? Directory.names(at: folder)) ?? []).compactMap { identifier in
            guard let file = try? FileHandle(reading: "\(folder)/\(identifier)"),
                let bytes = try? file.read(0..<(8 << 20)), let member = NetworkMember(bytes),
                member.identifier == identifier
            else { return nil }
            return member
        }
    }

    func save(_ network: NetworkRecord) throws {
        try Directory.make("\(path(network.name))/members", mode: 0o700)
        try AtomicFile.write(network.document, to: "\(path(network.name))/network")
    }

    func save(_ member: NetworkMember, in network: String) throws {
        try AtomicFile.write(member.document, to: "\(path(network))/members/\(member.identifier)", isDurable: false)
    }

    func forget(_ member: String, in network: String) { AtomicFile.remove("\(path(network))/members/\(member)") }

    func remove(_ network: String) throws { try FileHandle(reading: folder.networks).removeTree(network) }

    /// The network that a container is in; nothing where it is in none.
    func network(of identifier: String) throws -> String? {
        try Directory.names(at: folder.networks).first { name in
            (try? FileStatus(of: "\(path(name))/members/\(identifier)")) != nil
        }
    }

    /// Runs a body while no other process changes a network.
    func locked<Result>(_ body: () throws -> Result) throws -> Result {
        let lock = try FileHandle(appending: "\(folder.networks)/lock", mode: 0o600)
        try lock.lock()
        return try body()
    }

    private func path(_ name: String) -> String { "\(folder.networks)/\(name)" }
}
