internal import Inventory

extension EcosystemMapping {
    /// Debian's release by number, or by code name where there is no number yet: testing and unstable have the next release's name.
    static func debian(_ distribution: Distribution) -> ReleaseEcosystems {
        let names = [
            "stretch": "9", "buster": "10", "bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "14",
            "duke": "15",
        ]
        let release =
            distribution.versionID.isEmpty
            ? names[distribution.codename] ?? "" : String(distribution.versionID.prefix { $0 != "." })
        // Releases before 7 had two numbers that count: 3.0 and 3.1.
        let number = distribution.versionID.hasPrefix("3.") ? distribution.versionID : release
        guard !number.isEmpty else {
            return .none("Debian", "os-release has neither a number nor a code name, as on Debian unstable")
        }
        var found = ReleaseEcosystems(title: "Debian:\(number)", ecosystems: ["Debian:\(number)"], names: .source)
        if distribution.versionID.isEmpty {
            found.note =
                "taken as Debian \(number) by its code name; Debian tracks a coming release by its number"
        }
        return found
    }

    /// Ubuntu's release; every even year's April release has long-term support, in OSV's name too.
    func ubuntu(_ distribution: Distribution) -> ReleaseEcosystems {
        let parts = distribution.versionID.split(separator: ".").prefix(2)
        let release = parts.joined(separator: ".")
        guard parts.count == 2 else {
            return .none(distribution.qualifier, "\(distribution.qualifier) is no release of Ubuntu")
        }
        let isLongTerm = parts.count == 2 && parts[1] == "04" && (Int(parts[0]) ?? 1).isMultiple(of: 2)
        guard isLongTerm else {
            return ReleaseEcosystems(title: "Ubuntu:\(release)", ecosystems: ["Ubuntu:\(release)"], names: .source)
        }
        // Records written before the release came out lack the suffix.
        var found = ReleaseEcosystems(
            title: "Ubuntu:\(release):LTS", ecosystems: ["Ubuntu:\(release):LTS", "Ubuntu:\(release)"], names: .source)
        found.spares = ["Ubuntu:\(release)"]
        found.subscription = ["Ubuntu:Pro:\(release):LTS"]
        found.isSubscribed = hasUbuntuPro
        return found
    }

    /// Alpine's branch; edge calls itself by the coming release and `_alpha`.
    static func alpine(_ distribution: Distribution) -> ReleaseEcosystems {
        let parts = distribution.versionID.split(separator: ".")
        let isEdge = distribution.versionID == "edge" || distribution.prettyName.hasSuffix("edge")
        guard isEdge || parts.count > 1 else {
            return .none(distribution.qualifier, "\(distribution.qualifier) names no branch of Alpine")
        }
        if isEdge || distribution.versionID.contains("_") {
            var edge = ReleaseEcosystems(title: "Alpine:edge", ecosystems: ["Alpine:edge"], names: .source)
            edge.note = "OSV has no data for Alpine edge"
            return edge
        }
        let branch = "Alpine:v\(parts[0]).\(parts[1])"
        return ReleaseEcosystems(title: branch, ecosystems: [branch], names: .source)
    }

    /// A distribution whose ecosystem is its name and major version.
    static func major(
        _ distribution: Distribution, _ name: String, _ names: ReleaseEcosystems.Names
    ) -> ReleaseEcosystems {
        let number = distribution.versionID.prefix { $0 != "." }
        return ReleaseEcosystems(title: "\(name):\(number)", ecosystems: ["\(name):\(number)"], names: names)
    }

    /// Red Hat's records name the product's part; a container's packages come from several parts.
    static func redHat(_ distribution: Distribution) -> ReleaseEcosystems {
        let number = distribution.versionID.prefix { $0 != "." }
        let parts: [String]
        if let major = Int(number), major <= 7 {
            parts = ["server", "workstation", "client", "computenode"]
        } else {
            parts = [
                "baseos", "appstream", "crb", "highavailability", "nfv", "realtime", "resilientstorage", "sap",
                "sap_hana", "supplementary",
            ]
        }
        return ReleaseEcosystems(
            title: "Red Hat:enterprise_linux:\(number)",
            ecosystems: parts.map { "Red Hat:enterprise_linux:\(number)::\($0)" }, names: .either)
    }

    /// CentOS Linux was built from Red Hat's sources with the same versions; CentOS Stream runs ahead of them.
    func centos(_ distribution: Distribution) -> ReleaseEcosystems {
        if distribution.prettyName.contains("Stream") {
            return .none(
                distribution.prettyName, "CentOS Stream is ahead of the releases that advisories name, so none fits it")
        }
        var found = Self.redHat(distribution)
        found.title = distribution.qualifier
        found.isApproximate = true
        found.note =
            "CentOS Linux publishes no machine-readable advisories; Red Hat's for the same release are used"
        return orAlmaLinux(distribution, found)
    }

    /// SUSE's ecosystems are the products' names, as os-release has them; containers take packages from the modules too.
    static func suse(_ distribution: Distribution) -> ReleaseEcosystems {
        let pretty = suseName(distribution)
        if pretty.hasPrefix("openSUSE ") {
            let name = "openSUSE:" + pretty.dropFirst(9)
            return ReleaseEcosystems(title: name, ecosystems: [name], names: .source)
        }
        guard pretty.hasPrefix("SUSE ") else {
            return .none(distribution.qualifier, "os-release has no PRETTY_NAME, by which SUSE's advisories are found")
        }
        let product = "SUSE:" + pretty.dropFirst(5)
        var ecosystems = [product]
        if let server = pretty.firstRange(of: "Server ") {
            let release = pretty[server.upperBound...]
            ecosystems.append("\(product)-LTSS")
            let modules = [
                "Basesystem", "Certifications", "Containers", "Desktop Applications", "Development Tools", "Legacy",
                "Public Cloud", "Python 3", "Server Applications", "Web and Scripting",
            ]
            ecosystems += modules.map { "SUSE:Linux Enterprise Module for \($0) \(release)" }
        }
        return ReleaseEcosystems(title: product, ecosystems: ecosystems, names: .source)
    }

    /// `PRETTY_NAME`, or where nothing says it, the one that an ID and a release have.
    private static func suseName(_ distribution: Distribution) -> String {
        let pretty = distribution.prettyName
        if pretty.hasPrefix("SUSE ") || pretty.hasPrefix("openSUSE ") { return pretty }
        // `15.6`, `15-SP6` and `15 SP6` are one release.
        let parts = distribution.versionID.uppercased().split { ".- ".contains($0) }
        guard let major = parts.first, parts.count < 3 else { return pretty }
        let pack = parts.count > 1 ? parts[1].hasPrefix("SP") ? parts[1].dropFirst(2) : parts[1] : ""
        let service = pack.isEmpty || pack == "0" ? "\(major)" : "\(major) SP\(pack)"
        switch distribution.id.lowercased() {
        case "sles": return "SUSE Linux Enterprise Server \(service)"
        case "sled": return "SUSE Linux Enterprise Desktop \(service)"
        case "sles_sap": return "SUSE Linux Enterprise Server for SAP Applications \(service)"
        case "sle-micro", "suse-microos": return "SUSE Linux Enterprise Micro \(major).\(pack)"
        case "sl-micro": return "SUSE Linux Micro \(major).\(pack)"
        case "opensuse", "opensuse-leap": return "openSUSE Leap \(major).\(pack)"
        default: return pretty
        }
    }

    /// openEuler's ecosystem has the long-term suffix that only `VERSION` tells: `22.03 (LTS-SP3)`.
    static func openEuler(_ distribution: Distribution) -> ReleaseEcosystems {
        var release = distribution.versionID
        if let text = distribution.fields["VERSION"], let open = text.firstIndex(of: "(") {
            let suffix = text[text.index(after: open)...].prefix { $0 != ")" }
            if !suffix.isEmpty { release += "-\(suffix)" }
        }
        return ReleaseEcosystems(title: "openEuler:\(release)", ecosystems: ["openEuler:\(release)"], names: .source)
    }

    /// AlmaLinux's records for a distribution that is built from the same sources, where that is allowed.
    func alma(_ distribution: Distribution) -> ReleaseEcosystems {
        orAlmaLinux(
            distribution,
            .none(
                distribution.prettyName.isEmpty ? distribution.qualifier : distribution.prettyName,
                "no advisory source covers rpm packages of \(distribution.qualifier)"))
    }

    /// What was found, and AlmaLinux's ecosystem as a further one where compatible distributions may stand in.
    func orAlmaLinux(_ distribution: Distribution, _ own: ReleaseEcosystems) -> ReleaseEcosystems {
        guard allowsCompatible else { return own }
        let number = distribution.versionID.prefix { $0 != "." }
        var found = own
        found.standIn = "AlmaLinux:\(number)"
        return found
    }

    /// Another distribution's ecosystem, where compatible ones may stand in; else none.
    func compatible(_ distribution: Distribution, with other: ReleaseEcosystems) -> ReleaseEcosystems {
        guard allowsCompatible else {
            return .none(distribution.qualifier, "no advisory source covers packages of \(distribution.qualifier)")
        }
        var found = other
        found.isApproximate = true
        found.note = "\(other.title)'s advisories stand in for those of \(distribution.qualifier)"
        return found
    }
}
