internal import Bytes
internal import Platform
internal import Synchronization

/// The program hullmark-init, written out of this one to the store at its first use.
package struct InitProgram: Sendable {
    package let path: String

    /// Finds the program in a folder, or writes it there under its digest's name.
    package init(in folder: RuntimeFolder) throws {
        let text = initProgramText.withUTF8Buffer { Array($0) }
        let path = "\(folder.programs)/\(Digest(of: text).hex)"
        self.path = path
        // Whole, since it was renamed; with the mode that it got at last.
        if let status = try? FileStatus(of: path), status.mode & 0o777 == 0o555 { return }
        guard let bytes = Base64.decode(text) else {
            throw RuntimeError(.failed, "hullmark-init is damaged in this program")
        }
        let base = try FileHandle(reading: folder.programs)
        let draft = ".\(ProcessLimits.process)-\(Self.counter.add(1, ordering: .relaxed).newValue)"
        try? base.remove(draft)
        // Closed before the rename: a file that is open for writing cannot be executed.
        do {
            let file = try base.makeFile(draft)
            try file.write(bytes)
            try file.setMode(0o555)
            try file.synchronize()
        }
        try base.rename(draft, to: String(path.split(separator: "/").last ?? ""), in: base)
    }

    private static let counter = Atomic<Int>(0)
}
