extension Distribution {
    /// Reads a distribution's name and release as other tools write them: `alma` and `9.4`, `Debian` and `bookworm`.
    package init(named name: String, version: String = "", prettyName: String = "") {
        self.init(id: DistributionNames.id(name) ?? name, prettyName: prettyName)
        let isOfSUSE = id.hasPrefix("sle") || id.hasPrefix("opensuse") || id == "openeuler"
        let release = version.drop { $0 == " " }
        if let known = DistributionNames.release(codenamed: release), known.id == id || id == "raspbian" {
            versionID = known.version
            codename = String(release.lowercased().prefix { $0 != "/" })
        } else if isOfSUSE {
            versionID = String(release)
        } else {
            let isPrefixed = release.first == "v" && release.dropFirst().first?.isNumber == true
            versionID = String((isPrefixed ? release.dropFirst() : release).prefix { !" (-,/".contains($0) })
        }
        if prettyName.isEmpty && name.lowercased().contains("stream") { self.prettyName = "CentOS Stream \(versionID)" }
    }

    /// Reads the `distro` qualifier of a package URL.
    ///
    /// | text | distribution |
    /// |---|---|
    /// | `debian-12`, `alma-9.4`, `opensuse.leap-15.6`, `amazon-2 (Karoo)` | name and release |
    /// | `bookworm`, `ubuntu-jammy` | the release of the code name |
    /// | `rhel9`, `debian12` | name and release |
    /// | `3.19.1`, `v3.19`, `el9` | the release, of the distribution in the namespace |
    /// | `wolfi` | the name |
    ///
    /// - Parameter namespace: the package URL's, which names the vendor.
    package init(qualifier text: String, namespace: String) {
        if DistributionNames.id(text) != nil {
            self.init(named: text)
            return
        }
        if let release = DistributionNames.release(codenamed: text) {
            self.init(named: release.id, version: text)
            return
        }
        for mark in text.indices.reversed() where "-: /".contains(text[mark]) {
            guard DistributionNames.id(text[..<mark]) != nil else { continue }
            self.init(named: String(text[..<mark]), version: String(text[text.index(after: mark)...]))
            return
        }
        let word = text.prefix { $0.isLetter }
        let rest = String(text.dropFirst(word.count))
        if rest.first?.isNumber == true {
            if DistributionNames.id(word) != nil {
                self.init(named: String(word), version: rest)
                return
            }
            if ["", "v", "el"].contains(word.lowercased()), DistributionNames.id(namespace) != nil {
                self.init(named: namespace, version: rest)
                return
            }
        }
        guard let hyphen = text.lastIndex(of: "-"), text[hyphen...].dropFirst().first?.isNumber == true else {
            self.init(id: text)
            return
        }
        self.init(id: String(text[..<hyphen]), versionID: String(text[hyphen...].dropFirst()))
    }

    /// Reads the `distro` qualifier of a package URL, or its `distro_name`; nil where it has neither.
    package init?(qualifierOf purl: PackageURL) {
        let parts = purl.parts
        guard let text = parts.qualifiers["distro"] ?? parts.qualifiers["distro_name"] else { return nil }
        self.init(qualifier: text, namespace: parts.namespace)
    }

    /// Whether another names the same release, with as many parts of its number or fewer: `12` and `12.5`.
    func isSame(as other: Distribution) -> Bool {
        guard (DistributionNames.id(id) ?? id) == (DistributionNames.id(other.id) ?? other.id) else { return false }
        let (release, another) = (versionID, other.versionID)
        if release.isEmpty && another.isEmpty { return codename.isEmpty || codename == other.codename }
        return release == another || release.hasPrefix("\(another).") || another.hasPrefix("\(release).")
    }
}

extension Package {
    /// The distribution that the package belongs to.
    ///
    /// A bill may hold packages of several: then each package's URL says which. The image's own facts are the richer ones.
    ///
    /// - Parameter image: the image's distribution.
    package func distribution(in image: Distribution?) -> Distribution? {
        let parts = purl.parts
        guard let text = attributes["distro"] ?? parts.qualifiers["distro"] ?? parts.qualifiers["distro_name"] else {
            guard let vendor = DistributionNames.id(parts.namespace) else { return image }
            guard let image else { return Distribution(id: vendor) }
            // Debian's packages are not Ubuntu's, nor Alpine's Wolfi's; of rpm's vendors several share a namespace.
            let rivals = type == .deb ? ["debian", "ubuntu"] : type == .apk ? ["alpine", "wolfi", "chainguard"] : []
            let own = DistributionNames.id(image.id) ?? image.id
            return own != vendor && rivals.contains(vendor) && rivals.contains(own) && !(own == "chainguard")
                ? Distribution(id: vendor) : image
        }
        if let image, text == image.qualifier { return image }
        let named = Distribution(qualifier: text, namespace: parts.namespace)
        guard let image else { return named }
        if named.isSame(as: image) { return image }
        let isBare = named.versionID.isEmpty && named.codename.isEmpty
        return isBare && named.id == (DistributionNames.id(image.id) ?? image.id) ? image : named
    }
}
