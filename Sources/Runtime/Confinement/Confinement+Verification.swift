internal import Bytes
internal import Platform

extension Confinement {
    /// Compares the executables with what the profile knows of them; the layers, which nobody writes, keep them so.
    package func verifyExecutables(in files: LayeredFiles) throws {
        for executable in executables {
            let file = try files.open(executable.path)
            guard try Self.digest(of: file, executable.digest.algorithm) == executable.digest else {
                throw RuntimeError(
                    .mismatch,
                    "\(executable.path) is not the executable that the profile knows: its digest is not \(executable.digest)"
                )
            }
        }
    }

    /// Who a program may be: the user with those of its further groups that are permitted, or an error where the user is not.
    package func permitted(_ user: ImageUser) throws -> ImageUser {
        guard let users else { return user }
        guard users.contains(user.user), groups.contains(user.group) else {
            throw RuntimeError(
                .invalid, "the profile does not permit the user \(user.user) with the group \(user.group)")
        }
        return ImageUser(
            user: user.user, group: user.group, groups: user.groups.filter(groups.contains), home: user.home)
    }

    private static func digest(of file: borrowing FileHandle, _ algorithm: Digest.Algorithm) throws -> Digest {
        var hasher = ContentHasher(algorithm)
        let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        defer { part.deallocate() }
        while true {
            let count = try file.read(into: part)
            if count == 0 { return hasher.digest }
            hasher.update(UnsafeRawBufferPointer(rebasing: part[..<count]))
        }
    }
}
