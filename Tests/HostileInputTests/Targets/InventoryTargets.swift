import Bytes
import CInflate
import Catalogers
import Inventory
import Layers
import Platform
import TestSupport

@testable import Scanning

extension ParserTarget {
    /// The layer cache and what is in it, and what is written about packages.
    static let inventory: [ParserTarget] = [
        ParserTarget("evidence", seeds: [InventorySeeds.evidence]) { bytes in
            var reader = ByteReader(bytes)
            let evidence = try Evidence(from: &reader)
            for record in evidence.records { _ = record.files.elements }
            var writer = ByteWriter()
            evidence.encode(into: &writer)
            var again = ByteReader(writer.bytes.span)
            try require(try Evidence(from: &again) == evidence, "evidence is not itself again")
        },
        ParserTarget("layer-cache", seeds: InventorySeeds.cacheFiles) { bytes in
            let folder = try TemporaryFolder("hostile")
            let (cache, path) = try InventorySeeds.cache(in: folder.path)
            for input in [bytes.array, bytes.array.withLayerChecksum] {
                try AtomicFile.write(input, to: path, isDurable: false)
                guard let contents = cache.contents(of: InventorySeeds.diffID) else { continue }
                for path in ["", "etc", "etc/os-release", "usr/bin/x", "\u{ff}"] { _ = contents.paths.hides(path) }
                for evidence in contents.evidence {
                    for record in evidence.records { _ = record.files.elements }
                }
            }
        },
        ParserTarget("kept-stack", seeds: InventorySeeds.stackFiles) { bytes in
            let folder = try TemporaryFolder("hostile")
            let (cache, path) = try InventorySeeds.stackCache(in: folder.path)
            for input in [bytes.array, bytes.array.withContentChecksum] {
                try AtomicFile.write(input, to: path, isDurable: false)
                guard let stack = cache.stack(of: [InventorySeeds.diffID], Limits()) else { continue }
                cache.store(stack, of: [InventorySeeds.diffID], Limits())
                try require(
                    cache.stack(of: [InventorySeeds.diffID], Limits()) == stack, "a stack is not itself again")
            }
        },
        ParserTarget(
            "package-url", texts: ["deb\u{0}debian/x\u{0}g++\u{0}1:2~3+b1\u{0}arch\u{0}amd64", "golang\u{0}a/b//c"]
        ) { text in
            let parts = texts(text.utf8.span, 6)
            let url = PackageURL(
                type: .deb, namespace: parts[1], name: parts[2], version: parts[3],
                qualifiers: [("arch", parts[4]), ("distro", parts[5])], subpath: parts[0])
            try require(url.description.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "\(url) has what no URL may have")
            try require(url.description.filter { $0 == "@" }.count <= 1, "\(url) has two versions")
        },
    ]
}

/// First inputs for the layer cache.
enum InventorySeeds {
    static let diffID = Digest(of: [])

    static var evidence: [UInt8] {
        var writer = ByteWriter()
        sample.encode(into: &writer)
        return writer.bytes
    }

    /// Files of the cache as it writes them.
    static var cacheFiles: [[UInt8]] {
        guard let folder = try? TemporaryFolder("hostile"), let (_, path) = try? cache(in: folder.path),
            let bytes = try? TestFiles.bytes(at: path)
        else { return [] }
        return [bytes]
    }

    /// A cache in a folder, with one layer stored, and the path of that layer's file.
    static func cache(in folder: String) throws -> (cache: LayerCache, path: String) {
        let cache = LayerCache(directory: "\(folder)/layers", catalogers: CatalogerRegistry.all)
        var table = PathTableBuilder()
        table.add("etc", .directory)
        table.add("etc/os-release", .file)
        table.add("usr", .opaque)
        table.add("var", .removed)
        let contents = LayerContents(
            paths: table.finish(), evidence: [sample],
            diagnostics: [Diagnostic(.truncated, "cut", path: "etc/x")])
        cache.store(contents, of: diffID)
        guard let name = TestFiles.names(in: "\(folder)/layers").first else { throw ByteError(.truncated, at: 0) }
        return (cache, "\(folder)/layers/\(name)")
    }

    /// What the cache writes of a whole image.
    static var stackFiles: [[UInt8]] {
        guard let folder = try? TemporaryFolder("hostile"), let (_, path) = try? stackCache(in: folder.path),
            let bytes = try? TestFiles.bytes(at: path)
        else { return [] }
        return [bytes]
    }

    /// A cache in a folder, with what one image came to, and the path of that file.
    static func stackCache(in folder: String) throws -> (cache: LayerCache, path: String) {
        let cache = LayerCache(directory: "\(folder)/stacks", catalogers: CatalogerRegistry.all, build: [1])
        let package = Package(
            record, purl: PackageURL(type: .deb, namespace: "debian", name: "bash", version: "5.2-1"),
            layer: 0, locations: ["var/lib/dpkg/status"], cataloger: "dpkg")
        let stack = StackedLayers(
            distribution: Distribution(id: "debian", versionID: "12", like: ["a"], fields: ["ID": "debian"]),
            packages: [package], diagnostics: [Diagnostic(.truncated, "cut", layer: 0, path: "etc/x")])
        cache.store(stack, of: [diffID], Limits())
        guard let name = TestFiles.names(in: "\(folder)/stacks").first else { throw ByteError(.truncated, at: 0) }
        return (cache, "\(folder)/stacks/\(name)")
    }

    private static var record: PackageRecord {
        var record = PackageRecord(type: .deb, name: "bash", version: "5.2-1")
        record.architecture = "amd64"
        record.source = SourcePackage(name: "bash", version: "5.2-1")
        record.licences = ["GPL-3+"]
        record.files.append("bin/bash", digest: "00ff")
        record.files.append("etc/profile")
        record.dependencies = ["libc6"]
        record.provides = ["shell"]
        record.attributes = ["status": "installed"]
        return record
    }

    private static var sample: Evidence {
        Evidence(
            cataloger: "dpkg", path: "var/lib/dpkg/status", kind: "status", records: [record], attributes: ["a": "b"],
            problems: ["c"])
    }
}

extension [UInt8] {
    /// The bytes of a kept file with the checksum of its content made right.
    var withContentChecksum: [UInt8] {
        guard count > 12 else { return self }
        var bytes = self
        let checksum = self[12...].withUnsafeBytes { hm_crc32(0, $0.baseAddress, $0.count) }
        for place in 0..<4 { bytes[8 + place] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(place))) }
        return bytes
    }

    /// The bytes of a cached layer with the checksum of what follows its header made right.
    var withLayerChecksum: [UInt8] {
        guard count > 16 else { return self }
        var bytes = self
        let checksum = self[16...].withUnsafeBytes { hm_crc32(0, $0.baseAddress, $0.count) }
        for place in 0..<4 { bytes[12 + place] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(place))) }
        return bytes
    }
}
