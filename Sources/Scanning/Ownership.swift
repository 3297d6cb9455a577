internal import Catalogers
internal import Inventory

/// Tells which of an application's packages a distribution's package brought: the one that owns the files which say so.
///
/// Such a package is there, and is listed, but counts once, as its owner: the distribution fixes it, under its own version. A lock file that
/// a package brought, a distribution's or a wheel, is another matter: what it asks for was never installed, so it says nothing (`Cataloger.wishes`).
struct Ownership {
    /// Package types whose packages own files for the whole image.
    private static let owning: Set<PackageType> = [.deb, .apk, .rpm, .alpm, .ebuild, .opkg]

    /// Whether a package is one of those that own files.
    static func isOwning(_ package: Package) -> Bool { owning.contains(package.type) }

    /// The owners of the files that were asked about, by path.
    private let owners: [String: PackageURL]

    /// Looks up the owners of all files that say that an application's packages are there.
    init(_ packages: [Package]) {
        self.init(of: packages.lazy.filter { !Self.isOwning($0) }.flatMap(\.locations), among: packages)
    }

    /// Looks up who brought files.
    ///
    /// - Parameter isOwner: whose files are looked through; those of a distribution's packages if nothing else is said.
    init(
        of paths: some Sequence<String>, among packages: [Package], where isOwner: (Package) -> Bool = isOwning
    ) {
        let places = Set(paths.map { Array($0.utf8) })
        guard !places.isEmpty else {
            owners = [:]
            return
        }
        // Ends of the sought paths, so that a hundred thousand owned files cost a look at eight bytes each.
        let ends = PathEnds(of: places)
        var owners: [String: PackageURL] = [:]
        for owner in packages where isOwner(owner) {
            owner.files.forEach { path, _ in
                guard ends.mayContain(path) else { return }
                let bytes = path.withUnsafeBufferPointer { [UInt8]($0) }
                for spelling in [bytes, Array("usr/".utf8) + bytes] where places.contains(spelling) {
                    let location = String(decoding: spelling, as: UTF8.self)
                    if owners[location] == nil { owners[location] = owner.purl }
                }
            }
        }
        self.owners = owners
    }

    /// Whether a package brought the file at a path.
    func isOwned(_ path: String) -> Bool { owners[path] != nil }

    /// Sets the owner of every package that has one; a package that stands in several places, of which an owner brought only some, becomes
    /// one for each owner and one for the places that are nobody's.
    func assign(to packages: inout [Package]) {
        defer { for index in packages.indices where !packages[index].copies.isEmpty { packages[index].copies = [] } }
        guard !owners.isEmpty else { return }
        for index in packages.indices where packages[index].locations.contains(where: { owners[$0] != nil }) {
            guard !Self.isOwning(packages[index]) else { continue }
            let parts = parts(of: packages[index])
            packages[index] = parts[0]
            packages += parts.dropFirst()
        }
    }

    /// A package's parts by owner, at least one.
    ///
    /// A directory's files are of one installation: what a program wrote beside the owner's files later is not another package.
    private func parts(of package: Package) -> [Package] {
        var byDirectory: [Substring: PackageURL] = [:]
        for location in package.locations {
            guard let owner = owners[location] else { continue }
            byDirectory[directory(of: location), default: owner] = min(
                owner, byDirectory[directory(of: location)] ?? owner)
        }
        let locations = Dictionary(grouping: package.locations) { byDirectory[directory(of: $0)] }
        return locations.map { owner, locations in
            var part = locations.count < package.locations.count ? package.part(at: locations) : package
            part.owner = owner ?? package.owner
            part.locations = locations
            return part
        }
    }

    private func directory(of location: String) -> Substring {
        location.lastIndex(of: "/").map { location[..<$0] } ?? ""
    }
}

extension Package {
    /// What some of its places say: their own layer, files, licences and attributes; the whole where they say nothing of their own.
    fileprivate func part(at locations: [String]) -> Package {
        let places = Set(locations)
        var join = PackageJoin()
        for copy in copies where copy.locations.contains(where: places.contains) {
            var copy = copy
            copy.copies = []
            copy.purl = purl
            copy.owner = nil
            join.add(copy)
        }
        return join.joined().first ?? self
    }
}

/// A sieve of paths by their last eight bytes: lets few through that are not among them.
private struct PathEnds {
    private var bits = [UInt64](repeating: 0, count: 1 << 10)

    init(of paths: Set<[UInt8]>) {
        for path in paths {
            let place = Self.place(of: path.span)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    func mayContain(_ path: Span<UInt8>) -> Bool {
        let place = Self.place(of: path)
        return bits[place >> 6] & (1 << UInt64(place & 63)) != 0
    }

    private static func place(of path: Span<UInt8>) -> Int {
        var value: UInt64 = 0
        for index in max(0, path.count - 8)..<path.count { value = value << 8 | UInt64(path[index]) }
        return Int(truncatingIfNeeded: (value &* 0x9e37_79b9_7f4a_7c15) >> 48)
    }
}
