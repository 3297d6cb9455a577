internal import Platform

/// Takes the right to read the digests of passwords out of what was derived, except where a permitted program checks passwords.
struct PasswordGuard {
    private let tree: ImageTree
    /// Where the image has them, links followed.
    private let secret: Set<String>

    init(_ tree: ImageTree) {
        self.tree = tree
        secret = Set(PasswordFiles.paths.compactMap { tree.resolve($0)?.path })
    }

    /// Rules without these files: those that name one are gone, and a folder with one is cut up.
    func rules(_ rules: [Entry<FileRule>]) -> (kept: [Entry<FileRule>], lost: [Entry<FileRule>]) {
        var kept: [Entry<FileRule>] = []
        var lost: [Entry<FileRule>] = []
        for rule in rules {
            // What may be written may be read; a right to write a folder cannot be cut up.
            if rule.access == .write {
                kept.append(rule)
            } else if secret.contains(rule.path) {
                lost.append(rule)
            } else {
                kept += rule.rule.isTree && holds(rule.path) ? parts(of: rule) : [rule]
            }
        }
        return (kept, lost)
    }

    private func holds(_ path: String) -> Bool { secret.contains { ProfilePath.contains(path, $0) } }

    private func parts(of rule: Entry<FileRule>) -> [Entry<FileRule>] {
        var parts = [Entry(FileRule(path: rule.path), rule.known, because: rule.because)]
        for name in tree.names(in: rule.path) {
            let path = rule.path == "/" ? "/\(name)" : "\(rule.path)/\(name)"
            // A link has no rights of its own; where it leads is beneath the folder or not.
            guard let place = tree.resolve(path), place.path == path, !secret.contains(path),
                ProfilePath.fault(of: path) == nil
            else { continue }
            let isFolder = tree.nodes[place.index].kind == .directory
            let part = Entry(FileRule(path: path, isTree: isFolder), rule.known, because: rule.because)
            parts += isFolder && holds(path) ? self.parts(of: part) : [part]
        }
        return parts
    }

    /// What programs that check passwords read of these files, as far as one of the users may.
    ///
    /// - Parameter programs: paths of programs and libraries that are permitted.
    func needed(by programs: [String], users: [UserRule]) -> [Entry<FileRule>] {
        let reader = programs.map(ConventionReading.base).first {
            PasswordFiles.programs.contains($0) || $0.hasPrefix(PasswordFiles.library)
        }
        guard let reader else { return [] }
        return PasswordFiles.checked.compactMap { path in
            guard let place = tree.resolve(path), ProfilePath.fault(of: place.path) == nil,
                users.contains(where: { isReadable(tree.nodes[place.index], by: $0) })
            else { return nil }
            return Entry(FileRule(path: place.path), .derived, because: "\(reader) checks passwords")
        }
    }

    private func isReadable(_ node: ImageTree.Node, by user: UserRule) -> Bool {
        if node.userID == user.uid { return node.mode & 0o400 != 0 }
        if ([user.gid] + user.groups).contains(node.groupID) { return node.mode & 0o040 != 0 }
        return node.mode & 0o004 != 0
    }
}
