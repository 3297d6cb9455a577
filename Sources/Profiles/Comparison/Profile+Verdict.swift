/// Whether a profile permits an event.
package struct ProfileVerdict: Sendable, Equatable {
    package let isAllowed: Bool
    /// The entry that permits it in one line, or why none does.
    package let reason: String
    /// How that entry is known; nothing where the event is refused.
    package let known: Known?
    /// The fact that brought the entry; empty where it has none.
    package let because: String
}

extension Profile {
    /// Says whether an event would be permitted, and by which entry.
    ///
    /// Paths are compared as the kernel knows them once links are followed; `ImageTree` resolved those of a derived profile.
    package func verdict(on event: ProfileEvent) -> ProfileVerdict {
        switch event {
        case .execute(let path):
            // Whatever may be written cannot be executed, even where both were named.
            let writable =
                files.contains { $0.rule.covers(FileRule(path: path, access: .write)) }
                || volumes.contains { $0.rule.access == .write && Self.covers($0.rule.path, path) }
            if writable { return refused("what may be written may not be executed") }
            return allowed(executables) { $0.path == path } ?? allowed(executables) { $0.runsBy(path) }
                ?? refused("\(path) is no executable of the profile")
        case .open(let path, let access):
            let wanted = FileRule(path: path, access: access)
            if let found = allowed(files, where: { $0.covers(wanted) }) { return found }
            if let found = allowed(
                volumes, where: { Self.covers($0.path, path) && ($0.access == .write || access == .read) })
            {
                return found
            }
            if let found = allowed(secrets, where: { access == .read && Self.covers($0.path, path) }) { return found }
            if access == .read, let found = allowed(executables, where: { $0.path == path || $0.runsBy(path) }) {
                return found
            }
            return refused("no entry permits to \(access.rawValue) \(path)")
        case .create(let path):
            return allowed(files) { $0.mayCreate && ProfilePath.contains($0.path, path) } ?? allowed(volumes) {
                $0.access == .write && ProfilePath.contains($0.path, path)
            }
                ?? refused("no entry permits to create files in \(ProfilePath.folder(of: path))")
        case .mount(let path, let access):
            return allowed(volumes) { $0.covers(VolumeRule(path: path, access: access)) }
                ?? refused("\(path) is no \(access == .write ? "writable " : "")volume of the profile")
        case .connect(let rule):
            return allowed(connect) { $0.covers(rule) } ?? refused("no entry permits this destination")
        case .listen(let rule): return allowed(listen) { $0.covers(rule) } ?? refused("no entry permits this port")
        case .user(let uid, let group):
            return allowed(users) {
                $0.uid == uid && (group == nil || $0.gid == group || $0.groups.contains(group ?? 0))
            }
                ?? refused("no entry permits this user")
        case .systemCall(let name):
            let rules = systemCalls.filter { $0.name == name }
            let unconditional = SystemCallRule(name)
            return allowed(rules) { $0 == unconditional } ?? allowed(rules) { _ in true }
                ?? refused("no entry permits this system call")
        case .capability(let capability):
            return allowed(capabilities) { $0.capability == capability } ?? refused("no entry permits this capability")
        case .secret(let name): return allowed(secrets) { $0.name == name } ?? refused("no entry permits this secret")
        case .setting(let rule):
            return allowed(kernelSettings) { $0 == rule } ?? refused("no entry permits this setting")
        }
    }

    private static func covers(_ folder: String, _ path: String) -> Bool {
        folder == path || ProfilePath.contains(folder, path)
    }

    private func allowed<Subject>(_ entries: [Entry<Subject>], where permits: (Subject) -> Bool) -> ProfileVerdict? {
        guard let entry = entries.first(where: { permits($0.rule) }) else { return nil }
        return ProfileVerdict(
            isAllowed: true, reason: "\(Subject.noun): \(entry.rule.summary)", known: entry.known,
            because: entry.because)
    }

    private func refused(_ reason: String) -> ProfileVerdict {
        ProfileVerdict(isAllowed: false, reason: reason, known: nil, because: "")
    }
}
