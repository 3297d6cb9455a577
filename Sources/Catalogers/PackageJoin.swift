internal import Bytes
package import Inventory

/// Puts packages together that several files name: one package for each package URL and owner, with all places that say that it is there.
package struct PackageJoin {
    /// Qualifiers that say where a package was fetched from, which is no part of what it is (the purl specification, "Known qualifiers").
    private static let ofPlace: Set<String> = ["checksum", "download_url", "file_name", "vcs_url"]

    private struct Key: Hashable {
        let purl: PackageURL
        let owner: PackageURL?
    }

    private var packages: [Package] = []
    /// Where each package stands.
    private var places: [Key: Int] = [:]

    /// Whether a package that is put together keeps what each place said.
    private let keepsCopies: Bool

    /// - Parameter keepsCopies: whether a package that is put together keeps what each place said (`Package.copies`).
    package init(keepsCopies: Bool = false) { self.keepsCopies = keepsCopies }

    /// Adds a package; one of the same URL and owner takes over its places and files, and the lower layer of both.
    package mutating func add(_ package: Package) {
        let key = Key(purl: package.purl, owner: package.owner)
        guard let place = places[key] else {
            places[key] = packages.count
            packages.append(package)
            return
        }
        if keepsCopies {
            if packages[place].copies.isEmpty { packages[place].copies = [packages[place]] }
            packages[place].copies += package.copies.isEmpty ? [package] : package.copies
        }
        packages[place].join(package)
    }

    /// The packages in the order in which the first of each was added, everything in them sorted and named once; none are left in it, since
    /// there are tens of thousands.
    package mutating func joined() -> [Package] {
        joinPlaces()
        places = [:]
        for place in packages.indices {
            packages[place].licences.nameOnce()
            packages[place].locations.sortOnce()
            packages[place].dependencies.sortOnce()
            packages[place].provides.sortOnce()
        }
        defer { packages = [] }
        return packages
    }

    /// The same packages in their order.
    package mutating func sorted() -> [Package] { joined().inOrder() }

    /// Puts packages together that one file names with its place and another without.
    private mutating func joinPlaces() {
        var gone: Set<Int> = []
        for place in packages.indices {
            guard let purl = Self.withoutPlace(packages[place].purl),
                let other = places[Key(purl: purl, owner: packages[place].owner)]
            else { continue }
            if keepsCopies {
                for index in [other, place] where packages[index].copies.isEmpty {
                    packages[index].copies = [packages[index]]
                }
                packages[other].copies += packages[place].copies
            }
            packages[other].join(packages[place])
            gone.insert(place)
        }
        if !gone.isEmpty { packages = packages.indices.filter { !gone.contains($0) }.map { packages[$0] } }
    }

    /// A package URL without the places that are in it; nothing where there are none.
    private static func withoutPlace(_ purl: PackageURL) -> PackageURL? {
        guard purl.description.utf8.contains(UInt8(ascii: "?")) else { return nil }
        var parts = purl.parts
        let count = parts.qualifiers.count
        parts.qualifiers = parts.qualifiers.filter { !ofPlace.contains($0.key) }
        return parts.qualifiers.count < count ? PackageURL(parts) : nil
    }
}

extension Package {
    /// Attributes of the package itself, which it is enough that one file says; others are of one copy of it and stay where all agree.
    private static let ofPackage: Set<String> = [
        "author", "checksum", "description", "homepage", "integrity", "maintainer", "repository", "sha256", "summary",
        "title",
    ]

    /// Takes over what another place says of the same package.
    mutating func join(_ other: Package) {
        layer = min(layer, other.layer)
        locations += other.locations
        licences += other.licences
        other.files.forEach { files.append($0, digest: $1.text) }
        dependencies += other.dependencies
        provides += other.provides
        guard attributes != other.attributes else { return }
        for (key, value) in attributes where !Self.ofPackage.contains(key) && other.attributes[key] != value {
            attributes[key] = nil
        }
        for (key, value) in other.attributes where Self.ofPackage.contains(key) && attributes[key] == nil {
            attributes[key] = value
        }
    }
}

extension [String] {
    /// Sorts the texts and leaves each once.
    fileprivate mutating func sortOnce() {
        guard count > 1 else { return }
        self = Set(self).sorted()
    }

    /// Leaves each text once, where it stands first.
    fileprivate mutating func nameOnce() {
        guard count > 1 else { return }
        var seen: Set<String> = []
        self = filter { seen.insert($0).inserted }
    }
}
