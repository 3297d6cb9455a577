internal import Bytes
internal import Inventory

extension FileList {
    /// The files of a package's header, without directories and without those that the installation left out.
    ///
    /// Names are kept as base names, a table of directories, and for each name the directory's place in that table.
    init(_ header: borrowing RpmHeader, allowance: inout Int) {
        self.init()
        let modes = header.integers(.fileModes)
        let states = header.integers(.fileStates)
        let prefix = Self.digestPrefix(header.integer(.fileDigestAlgorithm))
        let directories = Directories(header.strings(.directoryNames))
        let directoryIndexes = header.integers(.directoryIndexes)
        var digests = header.strings(.fileDigests)
        var names = header.strings(.baseNames)
        var hasDirectories = true
        if directories.isEmpty {
            names = header.strings(.oldFileNames)
            hasDirectories = false
        }
        var path: [UInt8] = []
        var place = 0
        while allowance >= 0, let name = names.next() {
            let digest = digests.next()
            defer { place += 1 }
            if let mode = modes[place], mode & 0o170000 == 0o040000 { continue }
            if let state = states[place], Self.isAbsent(state) { continue }
            path.removeAll(keepingCapacity: true)
            if hasDirectories {
                guard let index = directoryIndexes[place], directories.append(index, to: &path) else { continue }
            }
            guard name.count <= Self.pathLimit - path.count else { continue }
            path.append(name)
            var text = ""
            if let digest, !digest.isEmpty, digest.count <= 128 { text = prefix + digest.text }
            allowance -= path.count + text.utf8.count + 2
            append(path.span, digest: text)
        }
    }

    /// The kernel's `PATH_MAX`.
    fileprivate static let pathLimit = 4096

    /// Whether a file of this state is not there: another package replaced it, or it was not wanted (documentation, another colour).
    private static func isAbsent(_ state: Int) -> Bool { state == 1 || state == 2 || state == 4 }

    /// The name of a digest's algorithm by OpenPGP's number for it (RFC 4880, 9.4); packages that say none have MD5.
    private static func digestPrefix(_ algorithm: Int?) -> String {
        switch algorithm ?? 1 {
        case 1: "md5:"
        case 2: "sha1:"
        case 8: "sha256:"
        case 9: "sha384:"
        case 10: "sha512:"
        case 11: "sha224:"
        default: "unknown:"
        }
    }
}

/// The table of directories, in one piece.
private struct Directories {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ names: consuming RpmStrings) {
        while let name = names.next() {
            bytes.append(name)
            ends.append(bytes.count)
        }
    }

    var isEmpty: Bool { ends.isEmpty }

    /// Appends a directory's name; false where there is none at this place, or one longer than any path.
    func append(_ place: Int, to path: inout [UInt8]) -> Bool {
        guard place >= 0 && place < ends.count else { return false }
        let start = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - start <= FileList.pathLimit else { return false }
        path.append(bytes.span.extracting(start..<ends[place]))
        return true
    }
}
