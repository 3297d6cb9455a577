package import Inventory
internal import JSON
package import Layers

/// Finds the packages that Deno's lock file pins (`deno.lock`, versions 2 to 5).
///
/// | version | packages of npm | packages of JSR | modules by address |
/// |---|---|---|---|
/// | 2 | `npm.packages` | | `remote` |
/// | 3 | `packages.npm` | `packages.jsr` | `remote` |
/// | 4, 5 | `npm` | `jsr` | `remote` |
///
/// Keys are `NAME@VERSION`, of npm with `_PEER@VERSION` behind; each has `integrity`. Modules of deno.land are `https://deno.land/std@0.200.0/…`
/// and `https://deno.land/x/NAME@VERSION/…`. Source: Deno's documentation, "Modules and dependencies", and its lock file's reader.
package struct DenoCataloger: Cataloger {
    package let id = "deno"
    package let version = 1
    package let patterns: [FilePattern] = [.name("deno.lock")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try JSONValue(bytes, of: "the lock file")
        try document.expect(.object)
        var contents = LockContents()
        let packages = try document.member(ifPresent: "packages", .object)
        let npm = try document.member(ifPresent: "npm", .object)
        let plain = npm?["packages"] == nil ? npm : try npm?.member(ifPresent: "packages", .object)
        let ofVersion3 = try packages?.member(ifPresent: "npm", .object)
        try Self.add(ofVersion3 ?? plain, .npm, &contents)
        let jsr = try document.member(ifPresent: "jsr", .object)
        let jsrOfVersion3 = try packages?.member(ifPresent: "jsr", .object)
        try Self.add(jsrOfVersion3 ?? jsr, .jsr, &contents)
        Self.add(addresses: try document.member(ifPresent: "remote", .object), &contents)
        return contents.evidence(of: id, path: entry.path, kind: "lock")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            let slash = record.name.lastIndex(of: "/")
            let name = slash.map { String(record.name[record.name.index(after: $0)...]) } ?? record.name
            return PackageURL(
                type: record.type, namespace: slash.map { String(record.name[..<$0]) } ?? "", name: name,
                version: record.version)
        }
    }

    private static func add(_ entries: JSONValue?, _ type: PackageType, _ contents: inout LockContents)
        throws(CatalogerError)
    {
        for member in entries?.members ?? [] where !contents.isFull {
            // A scope begins with the same sign.
            guard let mark = member.name.dropFirst().firstIndex(of: "@"), mark > member.name.startIndex else {
                contents.refuse("\"\(member.name)\"")
                continue
            }
            let version = member.name[member.name.index(after: mark)...].prefix { $0 != "_" }
            guard !version.isEmpty else {
                contents.refuse("\"\(member.name)\"")
                continue
            }
            var record = PackageRecord(type: type, name: String(member.name[..<mark]), version: String(version))
            record.attributes["integrity"] = member.value["integrity"]?.string
            contents.records.append(record)
        }
    }

    private static func add(addresses: JSONValue?, _ contents: inout LockContents) {
        var seen: Set<String> = []
        for member in addresses?.members ?? [] where !contents.isFull {
            guard member.name.hasPrefix("https://deno.land/") else { continue }
            let parts = member.name.dropFirst("https://deno.land/".count).split(separator: "/")
            guard let first = parts.first else { continue }
            let module = first == "x" && parts.count > 1 ? parts[1] : first
            let pair = module.split(separator: "@", maxSplits: 1)
            guard pair.count == 2, seen.insert(String(module)).inserted else { continue }
            let name = "deno.land/\(first == "x" ? "x/" : "")\(pair[0])"
            let version = pair[1].hasPrefix("v") ? pair[1].dropFirst() : pair[1]
            contents.records.append(PackageRecord(type: .generic, name: name, version: String(version)))
        }
    }
}
