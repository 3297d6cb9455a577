extension Profile {
    /// Adds an entry by hand that permits an event.
    package mutating func permit(_ event: ProfileEvent, because: String) {
        switch event {
        case .execute(let path): executables.append(Entry(ExecutableRule(path: path), .declared, because: because))
        case .open(let path, let access):
            files.append(Entry(FileRule(path: path, access: access), .declared, because: because))
        case .create(let path):
            let rule = FileRule(path: ProfilePath.folder(of: path), access: .write, mayCreate: true)
            files.append(Entry(rule, .declared, because: because))
        case .mount(let path, let access):
            volumes.append(Entry(VolumeRule(path: path, access: access), .declared, because: because))
        case .connect(let rule): connect.append(Entry(rule, .declared, because: because))
        case .listen(let rule): listen.append(Entry(rule, .declared, because: because))
        case .user(let uid, let group):
            users.append(Entry(UserRule(uid: uid, gid: group ?? uid), .declared, because: because))
        case .systemCall(let name): systemCalls.append(Entry(SystemCallRule(name), .declared, because: because))
        case .capability(let capability):
            capabilities.append(Entry(CapabilityRule(capability), .declared, because: because))
        case .secret(let name):
            secrets.append(Entry(SecretRule(name: name, path: "/run/secrets/\(name)"), .declared, because: because))
        case .setting(let rule): kernelSettings.append(Entry(rule, .declared, because: because))
        }
        self = inOrder
    }
}
