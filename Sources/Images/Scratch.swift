package import Platform

/// Where archives may take room that must be read here and there: directories in their order, then memory.
package struct Scratch: Sendable {
    /// Bytes that memory holds where no directory has room.
    package static let memoryBytes = 256 << 20

    /// One place that may have room.
    enum Place: Sendable {
        case directory(String, isMade: Bool)
        case memory
    }

    let places: [Place]

    /// The user's places: `TMPDIR`, the cache, the system's directories for temporary files, memory.
    ///
    /// - Parameter cache: the cache's directory, made where it is missing.
    package init(cache: String, environment: (String) -> String? = Platform.environment) {
        let named = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 }
        places =
            [named.map { .directory($0, isMade: false) }, .directory(cache, isMade: true)].compactMap(\.self)
            + ["/var/tmp", "/tmp"].map { .directory($0, isMade: false) } + [.memory]
    }

    init(places: [Place]) { self.places = places }

    /// One directory, made where it is missing, and no other place.
    package init(directory: String) { places = [.directory(directory, isMade: true)] }
}

extension Scratch.Place {
    /// An empty file without a name.
    func makeFile() throws(SystemError) -> FileHandle {
        switch self {
        case .memory: return try FileHandle(inMemory: "scratch")
        case .directory(let path, let isMade):
            if isMade { try Directory.make(path, mode: 0o700) }
            return try FileHandle(namelessIn: path)
        }
    }

    var isMemory: Bool { if case .memory = self { true } else { false } }
}
