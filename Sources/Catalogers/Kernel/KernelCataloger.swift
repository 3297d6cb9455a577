internal import Bytes
package import Inventory
package import Layers

/// Finds images of Linux and their modules.
///
/// | file | says |
/// |---|---|
/// | `vmlinuz-RELEASE`, `boot/kernel-*`, `lib/modules/RELEASE/vmlinuz` | the release, in its header or its name |
/// | `lib/modules/RELEASE/….ko`, `.ko.xz`, `.ko.zst`, `.ko.gz` | name, version and licence of a module |
package struct KernelCataloger: Cataloger {
    package let id = "linux-kernel"
    package let version = 2
    package let patterns: [FilePattern] =
        [.name("vmlinuz"), .directory("boot", suffix: ""), .directory("usr/lib/kernel", suffix: "")]
        + endings.map { .suffix($0) }

    private static let endings = [".ko", ".ko.xz", ".ko.zst", ".ko.gz"]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        if let release = release(entry.path) { return entry.name == "vmlinuz" || !release.isEmpty && isModule(entry) }
        return ["vmlinuz", "vmlinux", "kernel-", "bzImage"].contains { entry.name.hasPrefix($0) }
    }

    package func reading(of entry: LayerEntry) -> Reading {
        if isModule(entry) { return entry.name.hasSuffix(".ko") ? .whole : .document }
        return .parts(
            KernelInspection(size: entry.size) { [id] text in
                var evidence = Evidence(cataloger: id, path: entry.path, kind: "image")
                guard let record = Self.image(text, entry) else { return nil }
                evidence.records = [record]
                return evidence
            })
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var record = self.module(entry)
        var plain: [UInt8]?
        if !entry.name.hasSuffix(".ko") {
            do throws(CatalogerError) { plain = try Self.unpacked(bytes) } catch {
                // Its name is known all the same.
                return Evidence(
                    cataloger: id, path: entry.path, kind: "module", records: [record], problems: ["\(error)"])
            }
        }
        guard let module = plain.map({ KernelModule($0.span) }) ?? KernelModule(bytes) else { return nil }
        if let name = module.values["name"], !name.isEmpty { record.name = name }
        if !module.release.isEmpty { record.attributes["release"] = module.release }
        if let version = module.values["version"], !version.isEmpty {
            record.version = version
        } else if !module.release.isEmpty {
            record.version = module.release
        }
        if let licence = module.values["license"], !licence.isEmpty { record.licences = [licence] }
        record.attributes["srcversion"] = module.values["srcversion"]
        record.dependencies = (module.values["depends"] ?? "").split(separator: ",").map(String.init)
        return Evidence(cataloger: id, path: entry.path, kind: "module", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(type: .generic, name: record.name, version: record.version)
        }
    }

    private func isModule(_ entry: LayerEntry) -> Bool { Self.endings.contains { entry.name.hasSuffix($0) } }

    /// The release whose folder of modules a file is in.
    private func release(_ path: String) -> String? {
        let parts = path.split(separator: "/", maxSplits: 4)
        let start = parts.first == "usr" ? 1 : 0
        guard parts.count > start + 3, parts[start] == "lib", parts[start + 1] == "modules" else { return nil }
        return String(parts[start + 2])
    }

    /// A module as its path tells it.
    private func module(_ entry: LayerEntry) -> PackageRecord {
        let stem = entry.name.split(separator: ".").first ?? entry.name
        let release = release(entry.path) ?? ""
        var record = PackageRecord(
            type: .generic, name: String(stem).replacing("-", with: "_"), version: release)
        record.attributes = ["kind": "linux-kernel-module", "release": release]
        return record
    }

    /// The bytes of a compressed module.
    private static func unpacked(_ bytes: Span<UInt8>) throws(CatalogerError) -> [UInt8] {
        var limits = Limits()
        limits.layerBytes = limits.documentBytes * 4
        var plain: [UInt8] = []
        do {
            try CompressedFile(HeldBlob(bytes: bytes.array), limits: limits).forEachPiece {
                plain.append(contentsOf: $0)
            }
        } catch {
            throw CatalogerError(.malformed, "the module cannot be unpacked: \(error)")
        }
        return plain
    }

    private static func image(_ text: String?, _ entry: LayerEntry) -> PackageRecord? {
        let words = (text ?? "").split(separator: " ")
        var release = words.first.map(String.init) ?? ""
        if release.isEmpty, let hyphen = entry.name.firstIndex(of: "-") {
            // Other processors' images have no such header; their names tell.
            release = String(entry.name[entry.name.index(after: hyphen)...])
        }
        guard release.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true else { return nil }
        var record = PackageRecord(type: .generic, name: "linux-kernel", version: release)
        record.attributes["kind"] = "linux-kernel"
        record.attributes["build"] = text
        record.licences = ["GPL-2.0-only"]
        return record
    }
}
