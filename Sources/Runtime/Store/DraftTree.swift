internal import Platform
internal import Synchronization

/// A tree that is being made beside those that are whole, and gets its name when it is.
///
/// It stands in a folder whose lock its maker holds, so that whoever finds one without knows that its maker was killed.
struct DraftTree: ~Copyable {
    /// The folder that is being filled.
    let tree: FileHandle
    /// Where it is.
    let path: String
    private let name: String
    private let base: FileHandle
    private let holder: FileHandle
    private let lock: FileHandle

    /// Begins a tree.
    ///
    /// - Parameter place: the folder that it is to stand in.
    init(in place: String, of folder: RuntimeFolder) throws {
        let base = try FileHandle(reading: place)
        let name = "\(Self.prefix)\(ProcessLimits.process)-\(Self.counter.add(1, ordering: .relaxed).newValue)"
        let lock = try folder.locked {
            try? base.removeTree(name)
            try base.makeFolder(name, mode: 0o700)
            let lock = try FileHandle(appending: "\(place)/\(name)/lock", mode: 0o600)
            try lock.lock()
            return lock
        }
        let holder = try base.folder(beneath: name)
        try holder.makeFolder("tree")
        tree = try holder.folder(beneath: "tree")
        path = "\(place)/\(name)/tree"
        self.name = name
        self.base = base
        self.holder = holder
        self.lock = lock
    }

    deinit {
        try? base.removeTree(name)
    }

    /// Gives the tree its name.
    ///
    /// Another process may have been faster, whose tree is the same then.
    borrowing func name(_ name: String) throws(SystemError) {
        do throws(SystemError) { try holder.rename("tree", to: name, in: base) } catch {
            guard (try? FileStatus(of: name, in: base)) != nil else { throw error }
        }
    }

    /// Removes what processes that were killed left behind.
    static func sweep(_ place: String, of folder: RuntimeFolder) throws {
        let base = try FileHandle(reading: place)
        for name in try Directory.names(in: base) where name.hasPrefix(prefix) {
            try folder.locked {
                let lock = try? FileHandle(appending: "\(place)/\(name)/lock", mode: 0o600)
                if let lock, try !lock.tryLock() { return }
                // Others may be at it too, who finish it.
                try? base.removeTree(name)
            }
        }
    }

    private static let prefix = ".unpacking-"
    private static let counter = Atomic<Int>(0)
}
