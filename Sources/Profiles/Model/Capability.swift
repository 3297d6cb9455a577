package import JSON

/// A capability of Linux (capabilities(7), `linux/capability.h`); its raw value is the kernel's number.
package enum Capability: Int, Sendable, CaseIterable, CustomStringConvertible {
    case chown, dacOverride, dacReadSearch, fowner, fsetid, kill, setgid, setuid, setpcap, linuxImmutable
    case netBindService, netBroadcast, netAdmin, netRaw, ipcLock, ipcOwner, sysModule, sysRawio, sysChroot, sysPtrace
    case sysPacct, sysAdmin, sysBoot, sysNice, sysResource, sysTime, sysTtyConfig, mknod, lease, auditWrite
    case auditControl, setfcap, macOverride, macAdmin, syslog, wakeAlarm, blockSuspend, auditRead, perfmon, bpf
    case checkpointRestore

    private static let names = """
        CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE \
        NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE \
        SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE \
        AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF \
        CHECKPOINT_RESTORE
        """.split(separator: " ").map(String.init)

    /// Takes the name as it stands in a document, or with `CAP_` before it.
    package init?(_ text: String) {
        let name = text.hasPrefix("CAP_") ? String(text.dropFirst(4)) : text
        guard let number = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: number)
    }

    /// The name without `CAP_`, as in a document.
    package var description: String { Self.names[rawValue] }
}

/// A capability that processes may have.
package struct CapabilityRule: Rule {
    package static let noun = "capability"
    package static let keys = ["name"]

    package var capability: Capability

    package init(_ capability: Capability) { self.capability = capability }

    package init(_ fields: Fields) throws(ProfileError) {
        let text = try fields.text("name")
        guard let capability = Capability(text) else {
            throw fields.error(.unknownName, "\"\(text)\" is no capability; one is NET_BIND_SERVICE", at: "name")
        }
        self.capability = capability
    }

    package var members: [JSONValue.Member] { [.init("name", .string(capability.description))] }
    package var identity: String { capability.description }
    package var summary: String { "capability \(capability)" }
}
