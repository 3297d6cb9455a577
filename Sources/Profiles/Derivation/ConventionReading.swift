internal import Platform

/// What the conventions of the programs that are started say of files, ports and users.
struct ConventionReading {
    private(set) var closure: ProgramClosure
    private(set) var files: [Entry<FileRule>] = []
    private(set) var listen: [Entry<ListenRule>] = []
    /// Users that programs become, as they are named.
    private(set) var users: [ProgramClosure.Drop] = []
    /// What programs need as root to become them.
    private(set) var changes: [(capability: Capability, because: String)] = []
    /// Folders that a program which stays root writes.
    private(set) var rootFolders: [(path: String, because: String)] = []

    private let tree: ImageTree
    private var done: Set<String> = []
    private var configured: Set<String> = []

    private static let fileLimit = 256

    init(_ closure: ProgramClosure) {
        self.closure = closure
        tree = closure.tree
        var place = 0
        // What a convention runs is a command too.
        while place < self.closure.invocations.count {
            read(self.closure.invocations[place])
            place += 1
        }
        readLibraries()
    }

    private mutating func read(_ invocation: ProgramClosure.Invocation) {
        guard let first = invocation.words.first, let command = first,
            let program = closure.locate(command, in: invocation.folder)
        else { return }
        let names = Set([Self.base(command), Self.base(program.path)])
        for convention in Convention.all where names.contains(where: convention.isOf) {
            let key = "\(convention.source)\0\(invocation.words.map { $0 ?? "" }.joined(separator: "\0"))"
            guard done.insert(key).inserted else { continue }
            let name = Self.base(command)
            apply(convention, name, program, invocation)
        }
        readArguments(invocation)
    }

    private mutating func apply(
        _ convention: Convention, _ name: String, _ program: ImageTree.Place, _ invocation: ProgramClosure.Invocation
    ) {
        let because = "what \(name) uses (\(convention.source))"
        for pattern in convention.reads { for path in folders(pattern) { add(path, isTree: true, because: because) } }
        for pattern in convention.modules { for path in folders(pattern) { addModules(path, because: because) } }
        if convention.programs.contains("python*") || convention.programs.contains("java") {
            addHome(of: program, invocation, because: because)
        }
        for path in convention.writes where tree.isDirectory(path) {
            add(path, isTree: true, access: .write, because: because)
            if !convention.changes.isEmpty { rootFolders.append((path, name)) }
        }
        if convention.writesFolder {
            add(
                invocation.folder, isTree: true, access: .write,
                because: "\(name) writes into the folder in which it starts")
        }
        let folder = program.path.lastIndex(of: "/").map { String(program.path[..<$0]) } ?? ""
        for other in convention.runs {
            let path = tree.resolve("\(folder)/\(other)") == nil ? other : "\(folder)/\(other)"
            guard closure.locate(path, in: "/") != nil else { continue }
            closure.add(
                ProgramClosure.Invocation(words: [path], folder: invocation.folder, because: "\(name), which runs it"))
        }
        let ports = listen.count
        for (variable, meaning) in convention.environment.sorted(by: { $0.key < $1.key }) {
            guard let value = closure.variables[variable] else { continue }
            take(value, meaning, convention, invocation.folder, "the variable \(variable)")
        }
        let hasConfiguration = readOptions(of: convention, name, invocation)
        if !hasConfiguration {
            for pattern in convention.configurations {
                for path in expand(pattern) { configuration(path, convention, depth: 0, because: name) }
            }
        }
        if listen.count == ports, let port = convention.port.flatMap({ PortRange($0) }) {
            listen.append(
                Entry(ListenRule(ports: port), .derived, because: "where \(name) listens unless told otherwise"))
        }
        if !users.isEmpty {
            for capability in convention.changes { changes.append((capability, "\(name) starts as root")) }
        }
    }

    /// What libraries load by name, and what that needs in turn.
    private mutating func readLibraries() {
        var known: Set<String> = []
        while true {
            let found = Set(closure.libraries.keys).union(closure.programs.keys).subtracting(known)
            if found.isEmpty { return }
            known.formUnion(found)
            for path in found.sorted() { load(beside: path) }
        }
    }

    private mutating func load(beside library: String) {
        let name = Self.base(library)
        let because = "what \(name) loads by name"
        guard let slash = library.lastIndex(of: "/") else { return }
        let folder = String(library[..<slash])
        for (prefix, folders) in LibraryConventions.modules where name.hasPrefix(prefix) {
            for path in folders where tree.isDirectory("\(folder)/\(path)") {
                addModules("\(folder)/\(path)", because: because)
            }
        }
        for (prefix, siblings) in LibraryConventions.siblings where name.hasPrefix(prefix) {
            for other in tree.names(in: folder) where siblings.contains(where: other.hasPrefix) {
                guard let place = tree.resolve("\(folder)/\(other)"), tree.nodes[place.index].kind == .regular else {
                    continue
                }
                add(place.path, because: because)
                if let elf = tree.nodes[place.index].facts?.elf { closure.addLibraries(of: place, elf) }
            }
        }
    }

    /// The library of an interpreter that lies beside it: a virtual environment, a Java run-time.
    private mutating func addHome(
        of program: ImageTree.Place, _ invocation: ProgramClosure.Invocation, because: String
    ) {
        var homes: Set<String> = []
        for path in [program.path] + invocation.words.compactMap({ $0 }) {
            guard path.hasPrefix("/") || path == program.path else { continue }
            let parts = path.split(separator: "/")
            guard parts.count >= 3, parts[parts.count - 2] == "bin" else { continue }
            homes.insert("/" + parts.dropLast(2).joined(separator: "/"))
        }
        for home in homes.sorted() where home != "/usr" && home != "/usr/local" {
            if Self.base(program.path) == "java" {
                addModules(home, because: because)
            } else {
                for pattern in ["\(home)/lib/python*", "\(home)/lib64/python*"] {
                    for path in folders(pattern) { addModules(path, because: because) }
                }
                add("\(home)/pyvenv.cfg", because: because)
            }
        }
        // An interpreter looks for modules beside its script first, which is to list that folder.
        for case .some(let script) in invocation.words.dropFirst().prefix(4) where script.hasPrefix("/") {
            guard let place = tree.resolve(script), tree.nodes[place.index].kind == .regular,
                let slash = place.path.lastIndex(of: "/"), slash != place.path.startIndex
            else { continue }
            add(String(place.path[..<slash]), because: because)
        }
    }

    /// Takes the options of a command that the convention knows.
    ///
    /// - Returns: whether one of them names the configuration.
    private mutating func readOptions(
        of convention: Convention, _ name: String, _ invocation: ProgramClosure.Invocation
    ) -> Bool {
        var hasConfiguration = false
        var words = invocation.words.dropFirst()
        // A configuration as the first argument, as Redis has it.
        if convention.takesDirectivesAsOptions, case .some(.some(let path)) = words.first, !path.hasPrefix("-"),
            let place = tree.resolve(path, in: invocation.folder), tree.nodes[place.index].kind == .regular
        {
            configuration(place.path, convention, depth: 0, because: name)
            hasConfiguration = true
        }
        while let word = words.popFirst() {
            guard let word, word.hasPrefix("-") else { continue }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let option = parts.first else { continue }
            var meaning = convention.options[option]
            if meaning == nil, convention.takesDirectivesAsOptions {
                meaning = convention.directives[String(option.drop { $0 == "-" })]
            }
            guard let meaning else {
                // `-Ddata` in one word.
                if let short = convention.options.first(where: {
                    $0.key.count == 2 && word.hasPrefix($0.key) && word.count > 2
                }),
                    !word.hasPrefix("--")
                {
                    take(
                        String(word.dropFirst(2)), short.value, convention, invocation.folder, "an argument of \(name)")
                }
                continue
            }
            let value: String?
            if parts.count == 2 { value = parts[1] } else { value = words.popFirst() ?? nil }
            guard let value else { continue }
            if case .configuration = meaning { hasConfiguration = true }
            take(value, meaning, convention, invocation.folder, "an argument of \(name)")
        }
        return hasConfiguration
    }

    private mutating func configuration(_ path: String, _ convention: Convention, depth: Int, because: String) {
        guard depth < 8, configured.count < Self.fileLimit, let place = tree.resolve(path),
            tree.nodes[place.index].kind == .regular, configured.insert(place.path).inserted
        else { return }
        add(place.path, because: "the configuration of \(because)")
        guard let bytes = closure.text(place.path) else { return }
        let folder = place.path.lastIndex(of: "/").map { String(place.path[..<$0]) } ?? ""
        for directive in Directives.read(bytes, convention.syntax) {
            guard let meaning = convention.directives[directive.name], let value = directive.values.first else {
                continue
            }
            switch meaning {
            case .configuration:
                // nginx takes relative names from its prefix, which is where its main file lies; others do alike.
                let root = convention.configurations.first.flatMap { $0.lastIndex(of: "/").map($0.prefix(upTo:)) }.map(
                    String.init)
                for file in PathPattern.matches(of: value, relativeTo: root ?? folder, in: tree) {
                    configuration(file, convention, depth: depth + 1, because: because)
                }
            case .user:
                users.append(
                    ProgramClosure.Drop(
                        user: value, group: directive.values.count > 1 ? directive.values[1] : nil,
                        because: "\(place.path): \(directive.name) \(value)"))
            default:
                take(value, meaning, convention, folder, "\(place.path): \(directive.name)")
            }
        }
    }

    private mutating func take(
        _ value: String, _ meaning: Convention.Meaning, _ convention: Convention, _ folder: String, _ because: String
    ) {
        switch meaning {
        case .writtenFile:
            guard let path = path(value, in: folder), path != "/dev/null", !path.hasPrefix("/dev/std") else { return }
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
            add(parent.isEmpty ? "/" : parent, isTree: !parent.isEmpty, access: .write, because: because)
        case .writtenFolder:
            guard let path = path(value, in: folder) else { return }
            add(path, isTree: true, access: .write, because: because)
        case .readFile:
            guard let path = path(value, in: folder), tree.resolve(path) != nil else { return }
            add(path, because: because)
        case .readFolder:
            guard let path = path(value, in: folder), path != "/", tree.resolve(path) != nil else { return }
            addModules(path, because: because)
        case .readFolders:
            for part in value.split(whereSeparator: { $0 == ":" || $0 == "," }) {
                guard let path = path(String(part).trimmingBlanks, in: folder), path != "/" else { continue }
                if because.hasSuffix("unix_socket_directories") {
                    add(path, isTree: true, access: .write, because: because)
                } else if tree.resolve(path) != nil {
                    addModules(path, because: because)
                }
            }
        case .user: users.append(ProgramClosure.Drop(user: value, group: nil, because: because))
        case .port: addPort(value, because)
        case .listen:
            if value.hasPrefix("unix:") {
                take(String(value.dropFirst(5)), .writtenFile, convention, folder, because)
            } else if value.hasPrefix("/") {
                take(value, .writtenFile, convention, folder, because)
            } else {
                addPort(value.split(separator: ":").last.map(String.init) ?? value, because)
            }
        case .configuration:
            guard let path = path(value, in: folder) else { return }
            configuration(path, convention, depth: 0, because: because)
        case .setting:
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let inner = convention.directives[parts[0]] else { return }
            if case .setting = inner { return }
            take(parts[1].replacingAll("'", with: ""), inner, convention, folder, because)
        }
    }

    private mutating func addPort(_ text: String, _ because: String) {
        guard let port = PortRange(text) else { return }
        listen.append(Entry(ListenRule(ports: port), .derived, because: because))
    }

    /// Arguments of any program that are files or folders of the image: it reads them.
    private mutating func readArguments(_ invocation: ProgramClosure.Invocation) {
        for word in invocation.words.dropFirst() {
            guard let word, !word.hasPrefix("-"), word.utf8.count < ProfilePath.limit,
                word.contains("/") || word.contains("."),
                let place = tree.resolve(word, in: invocation.folder), place.path != "/"
            else { continue }
            let because = "an argument of \(Self.base((invocation.words.first ?? nil) ?? ""))"
            switch tree.nodes[place.index].kind {
            case .regular:
                add(place.path, because: because)
                // A script reads what lies beside it.
                if let slash = place.path.lastIndex(of: "/"), slash != place.path.startIndex,
                    tree.nodes[place.index].mode & 0o111 == 0, Self.isOwn(String(place.path[..<slash]))
                {
                    addModules(String(place.path[..<slash]), because: because)
                }
            case .directory where Self.isOwn(place.path) && word.contains("/"):
                add(place.path, isTree: true, because: because)
            default: break
            }
        }
    }

    /// Whether a folder is an application's own and none of the system's, which hold much that is others'.
    private static func isOwn(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard let top = parts.first else { return false }
        switch top {
        case "srv", "opt", "app", "home", "workspace", "code",
            "usr" where parts.count > 3, "var" where parts.count > 2:
            return true
        case "etc", "usr", "var", "bin", "sbin", "lib", "lib64", "dev", "proc", "sys", "run", "tmp", "root", "boot":
            return false
        default: return true
        }
    }

    /// Grants a folder and what the libraries in it need.
    private mutating func addModules(_ path: String, because: String) {
        guard let place = tree.resolve(path) else { return }
        guard tree.nodes[place.index].kind == .directory else { return add(path, because: because) }
        guard place.path != "/" else { return }
        add(place.path, isTree: true, because: because)
        guard done.insert("modules \(place.path)").inserted else { return }
        let files = tree.files(below: place.path, limit: closure.limits.closure)
        let names = Set(files.map { Self.base($0.path) })
        for file in files {
            guard let elf = tree.nodes[file.index].facts?.elf else { continue }
            closure.addLibraries(of: file, elf, loaded: names)
        }
    }

    private mutating func add(
        _ path: String, isTree: Bool = false, access: FileRule.Access = .read, because: String
    ) {
        let real = tree.real(path)
        guard ProfilePath.fault(of: real) == nil, access == .write || tree.resolve(real) != nil else { return }
        guard !(real == "/" && isTree) else { return }
        let isFolder = tree.isDirectory(real)
        files.append(
            Entry(
                FileRule(
                    path: real, isTree: isTree && (isFolder || access == .write), access: access,
                    mayCreate: access == .write),
                .derived, because: because))
    }

    private func path(_ value: String, in folder: String) -> String? {
        guard !value.isEmpty, !value.contains("$"), value.utf8.count < ProfilePath.limit else { return nil }
        return ProfilePath.normalise(value, in: folder.isEmpty ? "/" : folder).map(tree.real)
    }

    /// Existing folders that a path with `*` in any part names.
    private func folders(_ pattern: String) -> [String] { expand(pattern).filter { tree.resolve($0) != nil } }

    private func expand(_ pattern: String) -> [String] {
        var paths = [""]
        for part in pattern.split(separator: "/") {
            paths = paths.flatMap { path in
                PathPattern.matches(of: "\(path)/\(part)", relativeTo: "/", in: tree)
            }
            if paths.count > 256 { paths.removeLast(paths.count - 256) }
        }
        return paths
    }

    static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension ImageTree {
    /// A path with the links resolved of as much of it as the image has.
    func real(_ path: String) -> String {
        guard let whole = ProfilePath.normalise(path) else { return path }
        var known = whole
        var rest: [Substring] = []
        while true {
            if let place = resolve(known) {
                let tail = rest.reversed().joined(separator: "/")
                return tail.isEmpty ? place.path : place.path == "/" ? "/\(tail)" : "\(place.path)/\(tail)"
            }
            guard let slash = known.lastIndex(of: "/"), known != "/" else { return whole }
            rest.append(known[known.index(after: slash)...])
            known = slash == known.startIndex ? "/" : String(known[..<slash])
        }
    }
}

extension String {
    /// Without spaces and tabs on both sides.
    var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
