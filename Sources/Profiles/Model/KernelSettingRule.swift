package import JSON

/// A setting of the kernel (`sysctl`) that the container has in namespaces of its own.
package struct KernelSettingRule: Rule {
    package static let noun = "kernel setting"
    package static let keys = ["name", "value"]

    package var name: String
    package var value: String

    package init(_ name: String, value: String) {
        self.name = name
        self.value = value
    }

    package init(_ fields: Fields) throws(ProfileError) {
        name = try fields.text("name")
        guard Self.isNamespaced(name) else {
            throw fields.error(.unknownName, "\"\(name)\" is no setting that a container has of its own", at: "name")
        }
        value = try fields.text("value")
        guard (1...256).contains(value.utf8.count), value.utf8.allSatisfy({ (0x20..<0x7f).contains($0) || $0 == 9 })
        else {
            throw fields.error(.malformed, "a setting's value has 1 to 256 printable characters", at: "value")
        }
    }

    /// Settings of the IPC, UTS, PID and network namespaces (`Documentation/admin-guide/sysctl`).
    private static let names: Set<String> = [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax",
        "kernel.shmmni", "kernel.shm_rmid_forced", "kernel.hostname", "kernel.domainname", "vm.memfd_noexec",
    ]

    private static func isNamespaced(_ name: String) -> Bool {
        guard name.utf8.count <= 256, !name.contains("..") else { return false }
        guard
            name.utf8.allSatisfy({
                switch $0 {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
                default: false
                }
            })
        else { return false }
        return names.contains(name) || (name.hasPrefix("fs.mqueue.") && name != "fs.mqueue.")
            || (name.hasPrefix("net.") && name != "net.")
    }

    package var members: [JSONValue.Member] { [.init("name", .string(name)), .init("value", .string(value))] }

    /// A setting has one value: of two, the one that is known better counts.
    package var identity: String { name }

    package var topic: String { name }

    package var summary: String { "\(name) = \(value)" }
}
