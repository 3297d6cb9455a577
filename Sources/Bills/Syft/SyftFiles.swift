internal import Bytes
internal import Inventory
internal import JSON

/// The files of a Syft document, by what Syft calls coordinates: those of packages that have digests.
enum SyftFiles {
    /// A file's identifier: sixteen digits of the SHA-256 of its path.
    static func id(of path: Span<UInt8>) -> String {
        var hasher = ContentHasher()
        hasher.update(path)
        return String(hasher.digest.hex.prefix(16))
    }

    /// Writes each file once, of whichever packages.
    static func write(filesOf packages: [Package], _ writer: inout JSONWriter) {
        writer.array("files") { writer in
            var seen: Set<String> = []
            for package in packages {
                for file in package.filesWithDigests.elements where !file.digest.isEmpty {
                    guard seen.insert(file.path).inserted else { continue }
                    writer.value(
                        .object(of: [
                            ("id", .string(id(of: file.path.utf8.span))),
                            ("location", .object(of: [("path", .string("/\(file.path)"))])),
                            (
                                "digests",
                                .array(
                                    FileDigests(file.digest).all.map { digest in
                                        .object(of: [
                                            ("algorithm", .string(String(digest.algorithm))),
                                            ("value", .string(String(digest.hex))),
                                        ])
                                    })
                            ),
                        ]))
                }
            }
        }
    }
}
