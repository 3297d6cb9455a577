internal import Platform

/// Where everything of the runtime lies.
///
///     layers/ALGORITHM-HEX/       an unpacked layer; never changed once it has this name
///     layers/.unpacking-…/        a layer being unpacked; `lock` is held by who does it
///     trees/SHA-256/              the layers of an image as one tree of second names of their files (`MergedTrees`)
///     containers/ID/              a container (`ContainerStore`)
///     names/NAME                  a link whose target is the id of the container of that name
///     engine/                     the state of runc or crun
///     programs/SHA-256            hullmark-init
///     profiles/SHA-256            a derived profile, by the image, the command and the program that derived it
///     kernel                      what the kernel was seen to hold (`SeenFeatures`)
///     networks/NAME/              a network and who is in it (`NetworkStore`)
package struct RuntimeFolder: Sendable {
    package let path: String

    /// The root's usual place, which is the system's, or one below the user's data; HULLMARK_ROOT names another.
    package static var usual: String {
        if let named = environment("HULLMARK_ROOT") { return named }
        return Directory.userIdentifier == 0 ? "/var/lib/hullmark" : "\(Directory.userData)/run"
    }

    package var layers: String { "\(path)/layers" }
    package var trees: String { "\(path)/trees" }
    package var containers: String { "\(path)/containers" }
    package var names: String { "\(path)/names" }
    package var engine: String { "\(path)/engine" }
    package var programs: String { "\(path)/programs" }
    package var profiles: String { "\(path)/profiles" }
    package var networks: String { "\(path)/networks" }

    /// Makes the folders that are missing.
    ///
    /// What a container's own users must pass through can be entered but not listed; layers, which hold programs with set-uid bits, can
    /// be entered by root alone.
    package init(_ path: String) throws {
        guard path.hasPrefix("/") else {
            throw RuntimeError(.invalid, "the runtime's root \(path) is no absolute path")
        }
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        for (folder, mode) in [
            (self.path, UInt32(0o711)), (layers, 0o700), (trees, 0o700), (containers, 0o711), (names, 0o700),
            (engine, 0o700),
            (programs, 0o700), (profiles, 0o700), (networks, 0o700),
        ] { try Directory.make(folder, mode: mode) }
    }

    /// The folder nearest to `/` that others may not enter, through which no container could reach its root.
    package func closedFolder() throws -> String? {
        var folder = ""
        for part in containers.split(separator: "/") {
            folder += "/\(part)"
            if try FileStatus(of: folder).mode & 0o001 == 0 { return folder }
        }
        return nil
    }

    /// Runs a body while no other process changes what is shared.
    func locked<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
        let lock = try FileHandle(appending: "\(path)/lock", mode: 0o600)
        try lock.lock()
        return try body()
    }
}
