internal import Bytes
internal import Platform

/// What programs need to run: interpreters, loaders and libraries, followed through the image; texts of shells give more programs.
struct ProgramClosure {
    /// One program that may be executed.
    struct Program {
        var rule: ExecutableRule
        var because: String
    }

    /// A command as somebody gave it: its words, those unknown as nothing.
    struct Invocation {
        var words: [String?]
        var folder: String
        var because: String
        /// Whether a shell runs it, which has some programs in itself.
        var isOfShell = false
    }

    /// Whom a command is run as by another one.
    struct Drop: Hashable {
        let user: String
        let group: String?
        let because: String
    }

    let tree: ImageTree
    let limits: DerivationLimits
    let variables: [String: String]
    /// Where programs are looked for.
    let searchPath: [String]

    private(set) var programs: [String: Program] = [:]
    /// Libraries by path, with who needs them.
    private(set) var libraries: [String: String] = [:]
    private(set) var drops: [Drop] = []
    /// Commands in their order, as the conventions look at them.
    private(set) var invocations: [Invocation] = []
    /// Files that texts of shells read as programs, or write.
    private(set) var sourced: [String: String] = [:]
    private(set) var written: [String: String] = [:]
    /// Files whose content is wanted and was not kept.
    private(set) var missing: Set<String> = []
    /// What could not be found or understood, for people.
    private(set) var notes: [String] = []

    private var searches: [Bool: LibrarySearch] = [:]
    private var scanned: Set<String> = []

    /// Where programs are looked for when the image's environment does not say.
    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    private static let shells: Set<String> = ["sh", "bash", "dash", "ash", "ksh", "ksh93", "mksh", "zsh", "busybox"]
    private static let depthLimit = 24
    private static let noteLimit = 100

    init(_ tree: ImageTree, variables: [String: String], limits: DerivationLimits) {
        self.tree = tree
        self.limits = limits
        self.variables = variables
        searchPath = (variables["PATH"] ?? Self.defaultPath).split(separator: ":").map(String.init)
    }

    /// The text of a file; where it was not kept, it is wanted.
    mutating func text(_ path: String) -> [UInt8]? {
        guard let place = tree.resolve(path), tree.nodes[place.index].kind == .regular else { return nil }
        if let text = tree.nodes[place.index].facts?.text { return text }
        let node = tree.nodes[place.index]
        if node.facts?.elf == nil, node.size > 0, node.size <= 1 << 20 { missing.insert(place.path) }
        return nil
    }

    /// Where a command's program is, by its name as `execvp` finds it.
    func locate(_ name: String, in folder: String) -> ImageTree.Place? {
        if name.contains("/") { return executable(tree.resolve(name, in: folder)) }
        for directory in searchPath {
            if let found = executable(tree.resolve("\(directory)/\(name)", in: folder)) { return found }
        }
        return nil
    }

    private func executable(_ place: ImageTree.Place?) -> ImageTree.Place? {
        guard let place, tree.nodes[place.index].kind == .regular, tree.nodes[place.index].mode & 0o111 != 0 else {
            return nil
        }
        return place
    }

    /// Takes a command: its program, and what that one runs in turn.
    mutating func add(_ invocation: Invocation, depth: Int = 0) {
        guard depth < Self.depthLimit, invocations.count < limits.closure else { return }
        guard case .some(.some(let name)) = invocation.words.first, !name.isEmpty else { return }
        let base = String(name.split(separator: "/").last ?? "")
        if !invocation.isOfShell || !ShellScanner.builtins.contains(name) || name.contains("/") {
            guard let place = locate(name, in: invocation.folder) else {
                if ShellScanner.builtins.contains(name) && depth > 0 { return }
                // What a shell does itself under the same name needs no program.
                note("\(name), which \(invocation.because) names, is not in the image")
                return
            }
            invocations.append(invocation)
            add(
                program: place, words: invocation.words, folder: invocation.folder, because: invocation.because,
                depth: depth)
        }
        if let inner = CommandPrefix.found(in: invocation.words) { follow(inner, base, invocation, depth) }
        if Self.shells.contains(base) { shell(invocation, depth) }
        if base == "." || base == "source" { source(invocation, depth) }
        if base == "eval", let text = invocation.words.dropFirst().first, let text {
            scan(text, [text], invocation.folder, invocation.because, depth)
        }
    }

    private mutating func follow(_ inner: CommandPrefix.Found, _ name: String, _ invocation: Invocation, _ depth: Int) {
        if let user = inner.user {
            drops.append(Drop(user: user, group: inner.group, because: "\(name) in \(invocation.because)"))
        }
        if let text = inner.shellText {
            add(
                Invocation(words: ["/bin/sh", "-c", text], folder: invocation.folder, because: invocation.because),
                depth: depth + 1)
        }
        if !inner.rest.isEmpty {
            add(Invocation(words: inner.rest, folder: invocation.folder, because: invocation.because), depth: depth + 1)
        }
    }

    /// `sh -c TEXT`, or `sh FILE ARGUMENTS`.
    private mutating func shell(_ invocation: Invocation, _ depth: Int) {
        var rest = invocation.words.dropFirst()
        if invocation.words.first??.hasSuffix("busybox") == true { rest = rest.dropFirst() }
        while case .some(.some(let option)) = rest.first, option.hasPrefix("-") || option.hasPrefix("+") {
            rest = rest.dropFirst()
            if option == "--" { break }
            if option == "-o" || option == "+o" || option == "-O" { rest = rest.dropFirst() }
            if !option.hasPrefix("--"), option.contains("c") {
                guard case .some(.some(let text)) = rest.first else { return }
                let arguments = rest.dropFirst().map { $0 ?? "" }
                scan(text, arguments.isEmpty ? ["sh"] : arguments, invocation.folder, invocation.because, depth)
                return
            }
        }
        guard case .some(.some(let file)) = rest.first, let place = tree.resolve(file, in: invocation.folder) else {
            return
        }
        sourced[place.path] = invocation.because
        if let text = text(place.path) {
            scan(String(decoding: text, as: UTF8.self), rest.map { $0 ?? "" }, invocation.folder, place.path, depth)
        }
    }

    private mutating func source(_ invocation: Invocation, _ depth: Int) {
        guard invocation.words.count > 1, let file = invocation.words[1] else { return }
        let tree = tree
        let places = [tree.resolve(file, in: invocation.folder)] + searchPath.map { tree.resolve("\($0)/\(file)") }
        let found = places.compactMap(\.self).first
        guard let found, tree.nodes[found.index].kind == .regular else { return }
        sourced[found.path] = invocation.because
        if let text = text(found.path) {
            scan(
                String(decoding: text, as: UTF8.self), invocation.words.dropFirst().map { $0 ?? "" }, invocation.folder,
                found.path, depth)
        }
    }

    /// Takes a program: its loader and libraries, or its interpreter and what its text names.
    private mutating func add(
        program place: ImageTree.Place, words: [String?], folder: String, because: String, depth: Int
    ) {
        guard programs.count < limits.closure, depth < Self.depthLimit else { return }
        let isNew = programs[place.path] == nil
        if isNew {
            programs[place.path] = Program(
                rule: ExecutableRule(path: place.path, sha256: tree.nodes[place.index].facts?.digest), because: because)
        }
        if let elf = tree.nodes[place.index].facts?.elf {
            if isNew { link(place, elf) }
            return
        }
        guard tree.nodes[place.index].facts?.isScript == true else { return }
        guard let bytes = text(place.path) else { return }
        interpret(place, bytes, words: words, folder: folder, depth: depth)
    }

    private mutating func link(_ place: ImageTree.Place, _ elf: ELFFacts) {
        if elf.isIncomplete { missing.insert(place.path) }
        if let interpreter = elf.interpreter {
            programs[place.path]?.rule.loader = ProfilePath.normalise(interpreter)
            if let loader = tree.resolve(interpreter), tree.nodes[loader.index].kind == .regular {
                if programs[loader.path] == nil {
                    programs[loader.path] = Program(
                        rule: ExecutableRule(path: loader.path, sha256: tree.nodes[loader.index].facts?.digest),
                        because: "the loader of \(place.path)")
                }
            } else {
                note("\(interpreter), the loader of \(place.path), is not in the image")
            }
        }
        addLibraries(of: place, elf)
    }

    /// The libraries of an object, and what those need.
    ///
    /// - Parameter loaded: names of libraries that the program has loaded before, so that they are not searched for.
    mutating func addLibraries(of place: ImageTree.Place, _ elf: ELFFacts, loaded: Set<String> = []) {
        if searches[elf.is64] == nil {
            let tree = tree
            let search = LibrarySearch(tree, environment: variables, is64: elf.is64) { tree.node($0)?.facts?.text }
            searches[elf.is64] = search
        }
        guard let search = searches[elf.is64] else { return }
        var pending: [[(path: String, facts: ELFFacts)]] = [[(place.path, elf)]]
        while let chain = pending.popLast() {
            guard let object = chain.first else { continue }
            for name in object.facts.needed {
                guard libraries.count < limits.closure else { return note("more than \(limits.closure) libraries") }
                guard let found = search.find(name, neededBy: chain) else {
                    if loaded.contains(name) { continue }
                    note("\(name), which \(object.path) needs, is not in the image")
                    continue
                }
                for variant in search.variants(of: found) where libraries[variant.path] == nil {
                    libraries[variant.path] = "\(name), which \(object.path) needs, for some processors"
                }
                guard libraries[found.path] == nil else { continue }
                libraries[found.path] = "\(object.path) needs \(name)"
                guard let facts = tree.nodes[found.index].facts?.elf else { continue }
                if facts.isIncomplete { missing.insert(found.path) }
                if chain.count < 64 { pending.append([(found.path, facts)] + chain) }
            }
        }
    }

    /// A script: its interpreter, which may be a script too, and where that is a shell what its text names.
    private mutating func interpret(
        _ place: ImageTree.Place, _ bytes: [UInt8], words: [String?], folder: String, depth: Int
    ) {
        guard let line = ShebangLine(bytes.span) else { return }
        sourced[place.path] = "its interpreter reads it"
        programs[place.path]?.rule.interpreter = ProfilePath.normalise(line.interpreter)
        // The kernel puts the script and its arguments behind the interpreter's own; interpreters may be scripts, a few levels deep.
        let command = [line.interpreter] + line.arguments + [place.path]
        add(
            Invocation(words: command + words.dropFirst(), folder: folder, because: "the first line of \(place.path)"),
            depth: depth + 1)
    }

    /// Takes what a shell text names.
    private mutating func scan(_ text: String, _ arguments: [String], _ folder: String, _ because: String, _ depth: Int)
    {
        guard depth < Self.depthLimit, scanned.count < limits.closure,
            scanned.insert("\(because)\0\(arguments.joined(separator: "\0"))\0\(text.utf8.count)").inserted
        else { return }
        let scanner = ShellScanner(text, variables: variables, arguments: arguments, limit: limits.shellCommands)
        for command in scanner.commands {
            add(Invocation(words: command.words, folder: folder, because: because, isOfShell: true), depth: depth + 1)
            addFolders(named: command.words, because: because, depth)
        }
        for path in scanner.written { written[path] = because }
        if scanner.computed > 0 {
            note(
                "\(because) runs \(scanner.computed == 1 ? "a command" : "\(scanner.computed) commands") whose name only a run shows"
            )
        }
    }

    /// Programs in a folder `….d` that an entrypoint names, as run-parts and loops over it run them.
    private mutating func addFolders(named words: [String?], because: String, _ depth: Int) {
        for word in words.dropFirst() {
            guard var folder = word, folder.hasPrefix("/") else { continue }
            while folder.hasSuffix("/") || folder.hasSuffix("*") { folder.removeLast() }
            guard folder.hasSuffix(".d"), tree.isDirectory(folder) else { continue }
            for name in tree.names(in: folder) {
                guard let place = executable(tree.resolve("\(folder)/\(name)")) else { continue }
                add(
                    Invocation(words: [place.path], folder: "/", because: "\(because), which names \(folder)"),
                    depth: depth + 1)
            }
        }
    }

    mutating func note(_ text: String) {
        if notes.count < Self.noteLimit, !notes.contains(text) { notes.append(text) }
    }
}
