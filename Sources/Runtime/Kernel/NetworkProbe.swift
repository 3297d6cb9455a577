internal import Platform

/// Tries what holds a container to its network, in a namespace and a control group that go with the trial.
struct NetworkProbe {
    /// Why rules of packets cannot be loaded; nothing where they can.
    static func lackOfPacketFilter() -> String? {
        do {
            var table = try ContainerFilter.table([(NetworkPolicy(), [:])])
            table.chains.append(
                PacketTable.Chain(name: "own", kind: .nat, hook: .output, priority: -100, isOpen: true))
            try table.install(by: NetlinkSocket(.netfilter, in: .new))
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Why programs cannot be asked about sockets; nothing where they can.
    static func lackOfSocketPrograms(_ groups: ControlGroups) -> String? {
        do {
            let name = ControlGroups.probe
            guard let tree = groups.socketTree else {
                return "there is no tree of control groups of version 2"
            }
            let base = try FileHandle(reading: tree)
            try base.makeFolder(name)
            defer { try? base.remove(name, isFolder: true) }
            let group = try FileHandle(reading: "\(tree)/\(name)")
            try SocketFilter(NetworkPolicy(), resolved: [:], ownsLoopback: true).hold(group: group)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
