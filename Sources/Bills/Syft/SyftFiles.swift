internal import Bytes
internal import Inventory
internal import JSON

/// The files of a Syft document, by what Syft calls coordinates: those of packages that have digests, and those that say that packages are there.
struct SyftFiles {
    private let packages: [Package]
    private let layers: [LayerSummary]
    /// What is known of the image's files.
    private let known: DigestTable

    init(_ bill: Bill) {
        packages = bill.inventory.packages
        layers = bill.inventory.layers
        known = DigestTable(bill.inventory.files ?? bill.inventory.evidence)
    }

    /// A file's identifier: sixteen digits of the SHA-256 of its path.
    static func id(of path: Span<UInt8>) -> String {
        var hasher = ContentHasher()
        hasher.update(path)
        return String(hasher.digest.hex.prefix(16))
    }

    /// The files that say that a package is there, in its order; those within archives are no files of the image.
    func evidence(of package: Package) -> FileList {
        var places = FileList()
        guard package.attributes["within"] == nil else { return places }
        for place in package.locations { places.append(place) }
        return known.joined(to: places)
    }

    /// Writes each file once, of whichever packages.
    func write(_ writer: inout JSONWriter) {
        writer.array("files") { writer in
            var seen: Set<String> = []
            for package in packages {
                let isListing = SyftArtifacts.listsFiles(package)
                for file in package.filesWithDigests.elements where !file.digest.isEmpty || !isListing {
                    if seen.insert(file.path).inserted { writer.value(value(file.path, file.digest)) }
                }
            }
            for package in packages {
                for file in evidence(of: package).elements where seen.insert(file.path).inserted {
                    writer.value(value(file.path, file.digest))
                }
            }
        }
    }

    private func value(_ path: String, _ text: String) -> JSONValue {
        let facts = FileFacts(text)
        let layer = facts.layer.flatMap { layers.indices.contains($0) ? layers[$0].diffID?.description : nil }
        let digests = FileDigests(text).all.map { digest in
            JSONValue.object(of: [
                ("algorithm", .string(String(digest.algorithm))), ("value", .string(String(digest.hex))),
            ])
        }
        return .object(of: [
            ("id", .string(Self.id(of: path.utf8.span))),
            ("location", .object(of: [("path", .string("/\(path)")), ("layerID", .text(layer))])),
            ("metadata", Self.metadata(facts)), ("digests", digests.isEmpty ? nil : .array(digests)),
        ])
    }

    /// Nothing where not all of it is known.
    ///
    /// The mode's octal digits are written as if they were decimal, as Syft does.
    private static func metadata(_ facts: FileFacts) -> JSONValue? {
        guard let size = facts.size, let mode = facts.mode.flatMap({ Int(String($0, radix: 8)) }),
            let user = facts.userID, let group = facts.groupID
        else { return nil }
        return .object(of: [
            ("mode", .integer(mode)), ("type", .string(facts.isHardLink ? "HardLink" : "RegularFile")),
            ("userID", .integer(Int(user))), ("groupID", .integer(Int(group))), ("mimeType", .string("")),
            ("size", .integer(size)),
        ])
    }

    /// The digests and facts of files by their paths.
    ///
    /// - Parameter layers: the layers' places by their diff-ids.
    static func digests(_ files: [JSONValue], _ layers: [String: Int]) -> [String: String] {
        var table: [String: String] = [:]
        for file in files {
            var words = file.elements("digests").compactMap { digest -> String? in
                let (algorithm, value) = (digest.text("algorithm").lowercased(), digest.text("value").lowercased())
                guard Hex.decode(value.utf8) != nil, algorithm.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x3a }) else {
                    return nil
                }
                return "\(algorithm.filter { $0 != "-" }):\(value)"
            }
            let path = file["location"]?.text("path") ?? ""
            guard !words.isEmpty && !path.isEmpty else { continue }
            var facts = FileFacts()
            if let metadata = file["metadata"] {
                func number(_ name: String) -> Int? { metadata[name]?.integer.flatMap { $0 < 0 ? nil : $0 } }
                facts.size = number("size")
                facts.mode = number("mode").flatMap { UInt16(String($0), radix: 8) }
                facts.userID = number("userID").flatMap { UInt32(exactly: $0) }
                facts.groupID = number("groupID").flatMap { UInt32(exactly: $0) }
                facts.isHardLink = metadata.text("type") == "HardLink"
            }
            facts.layer = layers[file["location"]?.text("layerID") ?? ""]
            if !facts.text.isEmpty { words.append(facts.text) }
            table[path] = words.joined(separator: " ")
        }
        return table
    }
}
