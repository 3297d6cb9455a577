internal import Inventory

/// Tells which of an application's packages a distribution's package brought: the one that owns the files which say so.
///
/// Such a package is there, and is listed, but counts once, as its owner: the distribution fixes it, under its own version.
struct Ownership {
    /// Package types whose packages own files for the whole image.
    private static let owning: Set<PackageType> = [.deb, .apk, .rpm, .alpm, .ebuild, .opkg]

    /// Sets the owner of every package all of whose places are owned: a copy that an application brought counts for itself.
    static func assign(_ packages: inout [Package]) {
        var places: [[UInt8]: [Int]] = [:]
        for (index, package) in packages.enumerated() where !owning.contains(package.type) {
            for location in package.locations { places[Array(location.utf8), default: []].append(index) }
        }
        guard !places.isEmpty else { return }
        // Ends of the sought paths, so that a hundred thousand owned files cost a look at eight bytes each.
        let ends = Set(places.keys.map { end($0.span) })
        var owners: [[UInt8]: PackageURL] = [:]
        for owner in packages where owning.contains(owner.type) {
            owner.files.forEach { path, _ in
                guard ends.contains(end(path)) else { return }
                let bytes = path.withUnsafeBufferPointer { [UInt8]($0) }
                for spelling in [bytes, Array("usr/".utf8) + bytes] where places[spelling] != nil {
                    if owners[spelling] == nil { owners[spelling] = owner.purl }
                }
            }
        }
        for index in Set(owners.keys.flatMap { places[$0] ?? [] }) {
            let found = packages[index].locations.map { owners[Array($0.utf8)] }
            if let owner = found.first ?? nil, found.allSatisfy({ $0 != nil }) { packages[index].owner = owner }
        }
    }

    private static func end(_ path: Span<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        for index in max(0, path.count - 8)..<path.count { value = value << 8 | UInt64(path[index]) }
        return value
    }
}
