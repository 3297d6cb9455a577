package import Platform

/// The files of stacked layers, looked up without mounting anything: whiteouts and opaque directories count, links are followed
/// inside the stack only.
package struct LayeredFiles: Sendable {
    /// A directory of the stack: those of the layers that make it up, topmost first.
    private typealias Stack = [OpenFile]

    private let roots: Stack

    /// - Parameter folders: the layers' folders, lowest first.
    package init(lowestFirst folders: [String]) throws(SystemError) {
        var roots: Stack = []
        for folder in folders.reversed() { roots.append(OpenFile(try FileHandle(reading: folder))) }
        self.roots = roots
    }

    /// What a path leads to.
    package enum Place: Sendable {
        case directory
        /// Something else, by its last name in the folder of the layer that has it.
        case file(name: String, folder: OpenFile)
    }

    /// A path with all its links followed, and what is there.
    package struct Found: Sendable {
        /// The path without links, beginning with a slash.
        package let path: String
        package let place: Place
    }

    /// Follows a path; nothing where it leads nowhere, or through more than 40 links.
    package func find(_ path: String) -> Found? {
        var parts = Array(path.split(separator: "/").reversed())
        var names: [String] = []
        var stacks = [roots]
        var links = 0
        var steps = 0
        while let part = parts.popLast() {
            steps += 1
            guard steps <= 4096 else { return nil }
            if part == "." { continue }
            if part == ".." {
                if !names.isEmpty {
                    names.removeLast()
                    stacks.removeLast()
                }
                continue
            }
            let name = String(part)
            switch Self.look(up: name, in: stacks[stacks.count - 1]) {
            case .nothing: return nil
            case .directory(let stack):
                names.append(name)
                stacks.append(stack)
            case .other(let kind, let folder):
                if kind == .symbolicLink {
                    links += 1
                    guard links <= 40, let target = try? folder.handle.target(ofLink: name) else { return nil }
                    if target.hasPrefix("/") {
                        names = []
                        stacks = [roots]
                    }
                    parts += target.split(separator: "/").reversed()
                    continue
                }
                guard parts.isEmpty, !path.hasSuffix("/") else { return nil }
                return Found(
                    path: "/" + (names + [name]).joined(separator: "/"), place: .file(name: name, folder: folder))
            }
        }
        return Found(path: "/" + names.joined(separator: "/"), place: .directory)
    }

    /// Opens a regular file, links being followed.
    package func open(_ path: String) throws -> FileHandle {
        guard let found = find(path), case .file(let name, let folder) = found.place else {
            throw RuntimeError(.notFound, "the image has no file \(path)")
        }
        guard try FileStatus(of: name, in: folder.handle).kind == .regular else {
            throw RuntimeError(.notFound, "\(path) of the image is no regular file")
        }
        return try FileHandle(reading: name, in: folder.handle)
    }

    /// A small file's bytes; nothing where there is none.
    package func contents(_ path: String, limit: Int) -> [UInt8]? {
        guard let file = try? open(path) else { return nil }
        return try? file.read(0..<limit)
    }

    /// The status of a file or of the topmost folder that a path leads to.
    package func status(_ path: String) -> FileStatus? {
        guard let found = find(path) else { return nil }
        switch found.place {
        case .directory: return folderStatus(String(found.path.dropFirst()))
        case .file(let name, let folder): return try? FileStatus(of: name, in: folder.handle)
        }
    }

    /// The status of a directory under a path without links.
    package func folderStatus(_ path: String) -> FileStatus? {
        var stack = roots
        for part in path.split(separator: "/") {
            guard case .directory(let next) = Self.look(up: String(part), in: stack) else { return nil }
            stack = next
        }
        return stack.first.flatMap { try? $0.handle.status() }
    }

    /// The names in a directory, sorted; nothing where the path leads to none.
    package func names(in path: String) -> [String]? {
        guard let found = find(path), case .directory = found.place else { return nil }
        var stack = roots
        for part in found.path.split(separator: "/") {
            guard case .directory(let next) = Self.look(up: String(part), in: stack) else { return nil }
            stack = next
        }
        var names: Set<String> = []
        var hidden: Set<String> = []
        for folder in stack {
            for name in (try? Directory.names(in: folder.handle)) ?? [] where !hidden.contains(name) {
                if folder.handle.isWhiteout(name) { hidden.insert(name) } else { names.insert(name) }
            }
        }
        return names.sorted()
    }

    private enum Entry {
        case nothing
        case directory(Stack)
        case other(FileKind, OpenFile)
    }

    private static func look(up name: String, in stack: Stack) -> Entry {
        var merged: Stack = []
        for folder in stack {
            guard let status = try? FileStatus(of: name, in: folder.handle) else { continue }
            if status.kind == .directory {
                guard let handle = try? folder.handle.folder(beneath: name) else { return .nothing }
                let isOpaque = handle.attribute("trusted.overlay.opaque") == [0x79]
                merged.append(OpenFile(handle))
                if isOpaque { break }
                continue
            }
            if !merged.isEmpty || folder.handle.isWhiteout(name) { break }
            return .other(status.kind, folder)
        }
        return merged.isEmpty ? .nothing : .directory(merged)
    }
}
