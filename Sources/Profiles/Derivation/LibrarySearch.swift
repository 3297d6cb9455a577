internal import Platform

/// Finds the libraries that ELF files need, in the order of the dynamic loader (ld.so(8); musl's `ldso/dynlink.c`).
struct LibrarySearch {
    /// What a search may ask: the search path of the environment, and where the system's libraries are.
    private let tree: ImageTree
    private let environment: [String]
    private let system: [String]
    private let isMusl: Bool

    private static let defaults64 = [
        "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
        "/lib/s390x-linux-gnu", "/usr/lib/s390x-linux-gnu", "/lib/powerpc64le-linux-gnu",
        "/usr/lib/powerpc64le-linux-gnu", "/lib/riscv64-linux-gnu", "/usr/lib/riscv64-linux-gnu", "/lib64",
        "/usr/lib64",
        "/lib", "/usr/lib",
    ]
    private static let defaults32 = [
        "/lib/i386-linux-gnu", "/usr/lib/i386-linux-gnu", "/lib/arm-linux-gnueabihf", "/usr/lib/arm-linux-gnueabihf",
        "/lib", "/usr/lib", "/lib32", "/usr/lib32",
    ]
    private static let muslDefaults = ["/lib", "/usr/local/lib", "/usr/lib"]

    /// - Parameter text: gives a text file of the image.
    init(_ tree: ImageTree, environment: [String: String], is64: Bool, text: (String) -> [UInt8]?) {
        self.tree = tree
        self.environment = (environment["LD_LIBRARY_PATH"] ?? "").split(separator: ":").map(String.init)
        let musl = tree.names(in: "/lib").first { $0.hasPrefix("ld-musl-") }
        isMusl = musl != nil
        if let musl {
            let architecture = musl.dropFirst(8).prefix { $0 != "." }
            let listed = text("/etc/ld-musl-\(architecture).path").map { bytes in
                String(decoding: bytes, as: UTF8.self).split { $0 == ":" || $0 == "\n" }.map(String.init)
            }
            system = listed ?? Self.muslDefaults
        } else {
            system = LoaderConfiguration.folders(tree, text: text) + (is64 ? Self.defaults64 : Self.defaults32)
        }
    }

    /// Where a library is; nothing where it is not in the image.
    ///
    /// - Parameter chain: the object that needs it, then the one that needs that, to the program.
    func find(_ name: String, neededBy chain: [(path: String, facts: ELFFacts)]) -> ImageTree.Place? {
        guard let first = chain.first else { return nil }
        if name.contains("/") { return accept(name, like: first.facts) }
        var folders: [String] = []
        if isMusl || first.facts.runpath.isEmpty {
            for object in chain where object.facts.runpath.isEmpty || isMusl {
                folders += object.facts.rpath.map { Self.expand($0, origin: object.path) }
            }
        }
        folders += environment
        folders += first.facts.runpath.map { Self.expand($0, origin: first.path) }
        folders += system
        for folder in folders {
            guard folder.hasPrefix("/") else { continue }
            if let found = accept("\(folder)/\(name)", like: first.facts) { return found }
        }
        return nil
    }

    /// Variants of a library for particular processors, which the loader takes in place of it (`glibc-hwcaps`).
    func variants(of library: ImageTree.Place) -> [ImageTree.Place] {
        let parts = library.path.split(separator: "/")
        guard let name = parts.last else { return [] }
        let folder = "/" + parts.dropLast().joined(separator: "/") + "/glibc-hwcaps"
        return tree.names(in: folder).compactMap { tree.resolve("\(folder)/\($0)/\(name)") }
    }

    /// A file of the right class for the right processor.
    private func accept(_ path: String, like facts: ELFFacts) -> ImageTree.Place? {
        guard let place = tree.resolve(path), tree.nodes[place.index].kind == .regular else { return nil }
        // A text in a library's place is a linker's script, which the loader does not read.
        guard let elf = tree.nodes[place.index].facts?.elf else { return nil }
        return elf.is64 == facts.is64 && elf.machine == facts.machine ? place : nil
    }

    /// `$ORIGIN` is the folder of the object itself, `$LIB` where the system's libraries are.
    static func expand(_ folder: String, origin path: String) -> String {
        let origin = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        var text = folder
        for name in ["$ORIGIN", "${ORIGIN}"] { text = text.replacingAll(name, with: origin.isEmpty ? "/" : origin) }
        for name in ["$LIB", "${LIB}"] { text = text.replacingAll(name, with: "lib") }
        return text
    }
}

/// The folders that `/etc/ld.so.conf` names, with what it includes.
enum LoaderConfiguration {
    private static let depthLimit = 8
    private static let fileLimit = 256

    static func folders(_ tree: ImageTree, text: (String) -> [UInt8]?) -> [String] {
        var folders: [String] = []
        var files = 0
        read("/etc/ld.so.conf", depth: 0, tree, text, &folders, &files)
        return folders
    }

    private static func read(
        _ path: String, depth: Int, _ tree: ImageTree, _ text: (String) -> [UInt8]?, _ folders: inout [String],
        _ files: inout Int
    ) {
        guard depth < depthLimit, files < fileLimit, let bytes = text(path) else { return }
        files += 1
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == ":" }.map(
                String.init)
            if words.first == "include" {
                for pattern in words.dropFirst() {
                    for file in PathPattern.matches(of: pattern, relativeTo: "/etc", in: tree) {
                        read(file, depth: depth + 1, tree, text, &folders, &files)
                    }
                }
            } else {
                // `folder=TYPE` is of old.
                for word in words where word.hasPrefix("/") && folders.count < 1024 {
                    folders.append(String(word.prefix { $0 != "=" }))
                }
            }
        }
    }
}
