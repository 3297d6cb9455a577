internal import Images
internal import Platform

/// What follows from an image's configuration and files; contents that it lacks are in `missing`.
struct Conclusion {
    private let configuration: ImageConfiguration
    private let tree: ImageTree
    private let reading: ConventionReading
    private let people: UserDatabase
    private let folder: String
    private(set) var notes: [String]

    /// Files whose content would tell more.
    var missing: Set<String> { reading.closure.missing }

    init(_ image: Image, command: [String]?, _ tree: ImageTree, _ limits: DerivationLimits) {
        configuration = image.configuration
        self.tree = tree
        let directory = ProfilePath.normalise(
            configuration.workingDirectory.isEmpty ? "/" : configuration.workingDirectory)
        folder = directory.map(tree.real) ?? "/"
        var variables: [String: String] = [:]
        for text in configuration.environment {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 { variables[parts[0]] = parts[1] }
        }
        var closure = ProgramClosure(tree, variables: variables, limits: limits)
        people = UserDatabase(passwd: closure.text("/etc/passwd") ?? [], group: closure.text("/etc/group") ?? [])
        let words = image.configuration.entrypoint + (command ?? image.configuration.command)
        var notes: [String] = []
        if words.isEmpty {
            notes.append("the image names neither an entrypoint nor a command: nothing may be executed")
        }
        closure.add(
            ProgramClosure.Invocation(
                words: words.map { $0 }, folder: folder,
                because: configuration.entrypoint.isEmpty ? "the image's command" : "the image's entrypoint"))
        // What an entrypoint is given it usually runs.
        if !configuration.entrypoint.isEmpty, let given = (command ?? configuration.command).first,
            closure.locate(given, in: folder) != nil
        {
            closure.add(
                ProgramClosure.Invocation(
                    words: (command ?? configuration.command).map { $0 }, folder: folder, because: "the image's command"
                ))
        }
        reading = ConventionReading(closure)
        self.notes = notes + reading.closure.notes
    }

    /// Puts all conclusions into a profile.
    mutating func fill(_ profile: inout Profile) {
        let users = users()
        profile.users = users
        for program in reading.closure.programs.values {
            var rule = program.rule
            if let fault = ProfilePath.fault(of: rule.path) {
                notes.append("a program is left out whose path \(fault)")
                continue
            }
            if let path = rule.interpreter, ProfilePath.fault(of: path) != nil { rule.interpreter = nil }
            if let path = rule.loader, ProfilePath.fault(of: path) != nil { rule.loader = nil }
            profile.executables.append(Entry(rule, .derived, because: Self.short(program.because)))
        }
        profile.volumes = volumes()
        profile.files = files(users.map(\.rule))
        profile.listen = ports()
        profile.capabilities = capabilities(users)
        if profile.listen.contains(where: { $0.ports.first < 1024 }), !(users.first?.uid == 0 && hasNetBind(profile)) {
            profile.kernelSettings = [
                Entry(
                    KernelSettingRule("net.ipv4.ip_unprivileged_port_start", value: "0"), .derived,
                    because: "a port below 1024 without NET_BIND_SERVICE")
            ]
        }
        profile.systemCalls = SystemCallDefaults.entries(
            on: configuration.platform.architecture, users: users.map(\.rule),
            capabilities: profile.capabilities.map(\.capability))
        profile.resources = ResourceDefaults.entries
        for index in profile.users.indices {
            profile.users[index].rule.name = Self.short(profile.users[index].name)
            profile.users[index].rule.groups = Array(profile.users[index].groups.prefix(ProfileLimits.groups))
        }
        for index in profile.files.indices { profile.files[index].because = Self.short(profile.files[index].because) }
        for index in profile.listen.indices {
            profile.listen[index].because = Self.short(profile.listen[index].because)
        }
    }

    private func hasNetBind(_ profile: Profile) -> Bool {
        profile.capabilities.contains { $0.capability == .netBindService }
    }

    private mutating func users() -> [Entry<UserRule>] {
        var users: [Entry<UserRule>] = []
        if let rule = people.rule(for: configuration.user) {
            let because =
                configuration.user.isEmpty ? "the image names no user" : "the image's user \(configuration.user)"
            users.append(Entry(rule, .derived, because: Self.short(because)))
        } else {
            notes.append("the image's user \(configuration.user) is not in its /etc/passwd or /etc/group")
        }
        guard users.first.map({ $0.uid == 0 }) ?? true else { return users }
        for drop in reading.closure.drops + reading.users {
            guard let rule = people.rule(for: drop.user, group: drop.group) else {
                notes.append("\(drop.because) names \(drop.user), who is not in /etc/passwd")
                continue
            }
            // Where a group is given, the supplementary ones are those of the user all the same: programs ask for them.
            let whole = people.rule(for: drop.user)
            let groups = rule.groups + (whole?.groups ?? [])
            let entry = Entry(
                UserRule(uid: rule.uid, gid: rule.gid, groups: groups.filter { $0 != rule.gid }, name: rule.name),
                .derived,
                because: Self.short(drop.because))
            if !users.contains(where: { $0.rule.identity == entry.rule.identity }) { users.append(entry) }
        }
        return users
    }

    private func volumes() -> [Entry<VolumeRule>] {
        configuration.volumes.compactMap { text in
            guard let path = ProfilePath.normalise(text).map(tree.real), path != "/", ProfilePath.fault(of: path) == nil
            else {
                return nil
            }
            return Entry(VolumeRule(path: path, access: .write), .derived, because: "a volume of the image")
        }
    }

    private mutating func files(_ users: [UserRule]) -> [Entry<FileRule>] {
        var files = reading.files
        func add(
            _ path: String, isTree: Bool, access: FileRule.Access = .read, always: Bool = false, _ because: String
        ) {
            let real = tree.real(path)
            let isThere = tree.resolve(real) != nil
            guard isThere || always, ProfilePath.fault(of: real) == nil, real != "/" else { return }
            files.append(
                Entry(
                    FileRule(
                        path: real, isTree: isTree && (tree.isDirectory(real) || always), access: access,
                        mayCreate: access == .write && isTree), .derived, because: Self.short(because)))
        }
        for (path, because) in reading.closure.libraries { add(path, isTree: false, because) }
        for (path, because) in reading.closure.sourced { add(path, isTree: false, because) }
        for (path, because) in reading.closure.written
        where tree.real(path).hasPrefix("/dev/") == false && !path.hasPrefix("/proc") {
            // A shell writes over a file that is there, and makes one that is not.
            if tree.node(path)?.kind == .regular {
                add(path, isTree: false, access: .write, "\(because) writes it")
                continue
            }
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { continue }
            add(String(path[..<slash]), isTree: true, access: .write, always: true, "\(because) writes \(path)")
        }
        for volume in volumes() {
            add(volume.path, isTree: true, access: .write, always: true, "a volume of the image")
        }
        add(folder, isTree: true, "the working directory")
        for path in LibraryConventions.kernelFiles {
            add(path, isTree: true, always: true, "what the kernel says of the container")
        }
        for path in LibraryConventions.runtimeFiles {
            add(path, isTree: false, always: true, "put there by the runtime")
        }
        for path in LibraryConventions.devices {
            add(path, isTree: false, access: .write, always: true, "a device that is no hardware")
        }
        for path in LibraryConventions.temporaryFolders {
            add(path, isTree: true, access: .write, always: true, "a folder that is everybody's")
        }
        addConventions(of: &files)
        return withoutCovered(guarded(files, users).united())
    }

    /// Takes out the digests of passwords, where nobody needs them.
    private mutating func guarded(_ files: [Entry<FileRule>], _ users: [UserRule]) -> [Entry<FileRule>] {
        let passwords = PasswordGuard(tree)
        let (kept, lost) = passwords.rules(files)
        let needed = passwords.needed(
            by: (Array(reading.closure.programs.keys) + reading.closure.libraries.keys).sorted(), users: users)
        for rule in lost where !needed.contains(where: { $0.path == rule.path }) {
            notes.append("\(rule.path) is left out, since no permitted program checks passwords: \(rule.because)")
        }
        return kept + needed
    }

    /// What the libraries of the closure read of their own.
    private func addConventions(of files: inout [Entry<FileRule>]) {
        let paths = reading.closure.libraries.keys.sorted() + reading.closure.programs.keys.sorted()
        for library in paths {
            let name = ConventionReading.base(library)
            for (prefix, reads) in LibraryConventions.reads where name.hasPrefix(prefix) {
                for path in reads {
                    guard let place = tree.resolve(path) else { continue }
                    files.append(
                        Entry(
                            FileRule(path: place.path, isTree: tree.nodes[place.index].kind == .directory), .derived,
                            because: "what \(name) reads"))
                }
            }
        }
    }

    /// Leaves out what a folder that is permitted covers.
    private func withoutCovered(_ files: [Entry<FileRule>]) -> [Entry<FileRule>] {
        let trees = Dictionary(grouping: files.filter(\.isTree), by: \.path)
        return files.filter { entry in
            var path = entry.path
            while let slash = path.lastIndex(of: "/"), path != "/" {
                path = slash == path.startIndex ? "/" : String(path[..<slash])
                if let above = trees[path], above.contains(where: { $0.rule.covers(entry.rule) }) { return false }
            }
            return true
        }
    }

    private func ports() -> [Entry<ListenRule>] {
        var listen: [Entry<ListenRule>] = []
        for text in configuration.exposedPorts {
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            guard let first = parts.first, let ports = PortRange(first),
                let transport = Transport(rawValue: parts.count == 2 ? parts[1].lowercased() : "tcp")
            else { continue }
            listen.append(
                Entry(ListenRule(ports: ports, transport: transport), .derived, because: "the image exposes \(text)"))
        }
        // Where the image says nothing of a program's port, its own convention does.
        for entry in reading.listen where listen.isEmpty || !entry.because.hasPrefix("where ") {
            if !listen.contains(where: { $0.rule.covers(entry.rule) }) { listen.append(entry) }
        }
        return listen
    }

    private func capabilities(_ users: [Entry<UserRule>]) -> [Entry<CapabilityRule>] {
        guard users.first?.uid == 0 else { return [] }
        var found: [Entry<CapabilityRule>] = []
        func add(_ capability: Capability, _ because: String) {
            found.append(Entry(CapabilityRule(capability), .derived, because: Self.short(because)))
        }
        if Set(users.map(\.uid)).count > 1 || Set(users.map(\.gid)).count > 1 {
            let because = users.dropFirst().first?.because ?? ""
            add(.setuid, because)
            add(.setgid, because)
            for (capability, because) in reading.changes { add(capability, because) }
            if let (path, because) = foreignFolder() {
                add(.dacOverride, "\(because) writes \(path) as root, which is another's")
            }
        }
        for invocation in reading.closure.invocations {
            switch ConventionReading.base((invocation.words.first ?? nil) ?? "") {
            case "chown", "chgrp": add(.chown, "\(invocation.because) runs chown")
            case "chmod": add(.fowner, "\(invocation.because) runs chmod")
            default: break
            }
        }
        return found.united()
    }

    /// A folder, or a file in it, that root writes by a capability only, since it is another's.
    private func foreignFolder() -> (path: String, because: String)? {
        for (path, because) in reading.rootFolders {
            guard let place = tree.resolve(path) else { continue }
            let below = tree.nodes[place.index].children.keys.sorted().compactMap {
                tree.resolve("\(place.path)/\($0)")
            }
            for item in [place] + below {
                let node = tree.nodes[item.index]
                let isWritable =
                    node.userID == 0 || node.mode & 0o002 != 0 || (node.groupID == 0 && node.mode & 0o020 != 0)
                if !isWritable, node.kind == .regular || item.path == place.path { return (item.path, because) }
            }
        }
        return nil
    }

    /// A reason within what a document takes.
    static func short(_ text: String) -> String { ControlCharacters.replaced(in: text, limit: 400) }
}
