internal import Inventory

/// Names under which NVD's dictionary may have a package, made of its name as others make them: guesses for those who look for a package by
/// them, and never what anything here is matched by.
///
/// | type | vendor and product, best first |
/// |---|---|
/// | deb, apk, rpm, alpm, opkg, ebuild | the source package's name, the package's own |
/// | golang, swift | of `github.com/OWNER/REPOSITORY/…` the owner and the rest; of `golang.org/x/net` `golang` and `x/net`; of another host its name and the rest |
/// | maven | the group's owner (`apache` of `org.apache.logging.log4j`), the artifact, the group's last part |
/// | npm, composer | the scope or vendor, the name |
/// | pypi | the name, `python`, `python-NAME`; the name and `python-NAME` |
/// | gem, cargo, nuget, hex, pub and others | the name, `NAME_project` |
///
/// Of names with hyphens there is a form with underscores beside.
struct CPECandidates {
    /// More than anyone looks at.
    private static let limit = 16

    let names: [CPE]

    init(_ package: Package) {
        var names: [CPE] = []
        let version = Self.version(of: package)
        for (vendor, product) in Self.pairs(of: package) {
            for (vendor, product) in Self.variants(vendor.lowercased(), product.lowercased())
            where names.count < Self.limit {
                guard Self.isName(vendor), Self.isName(product) else { continue }
                let text = "cpe:2.3:a:\(Self.escaped(vendor)):\(Self.escaped(product)):\(version):*:*:*:*:*:*:*"
                if let name = CPE(text), !names.contains(name) { names.append(name) }
            }
        }
        self.names = names
    }

    /// Vendors and products as they stand.
    private static func pairs(of package: Package) -> [(vendor: String, product: String)] {
        let name = package.name
        switch package.type {
        case .deb, .apk, .rpm, .alpm, .opkg, .ebuild:
            let own = name.split(separator: "/").last.map(String.init) ?? name
            return [package.source?.name, own].compactMap(\.self).map { ($0, $0) }
        case .golang where name == "stdlib": return [("golang", "go")]
        case .golang, .swift: return ofModule(name)
        case .maven: return ofArtifact(name)
        case .npm, .composer:
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return [(name, name), ("\(name)_project", name)] }
            return [(String(parts[0].drop { $0 == "@" }), parts[1]), (parts[1], parts[1])]
        case .pypi:
            let prefixed = "python-\(name)"
            return [
                (name, name), ("python", name), ("\(name)_project", name), (prefixed, prefixed), (prefixed, name),
                ("python", prefixed),
            ]
        case .nuget:
            let owner = name.split(separator: ".").first.map(String.init) ?? name
            return [(name, name)] + (owner == name ? [] : [(owner, name)])
        case .generic: return []
        case .conan, .conda, .bitnami, .nix, .brew, .snap, .wordpress, .otp: return [(name, name)]
        default:
            let last = name.split(separator: "/").last.map(String.init) ?? name
            return [(last, last), ("\(last)_project", last)]
        }
    }

    /// Of a path that begins with a host.
    private static func ofModule(_ path: String) -> [(vendor: String, product: String)] {
        let parts = path.split(separator: "/").map(String.init)
        guard let host = parts.first, parts.count > 1 else { return [(path, path)] }
        let labels = host.split(separator: ".").map(String.init)
        let hosting = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com"]
        if hosting.contains(host) {
            guard parts.count > 2 else { return [(parts[1], parts[1])] }
            return [(parts[1], withoutMajor(parts.dropFirst(2)))]
        }
        if host == "golang.org" || host == "google.golang.org" { return [("golang", withoutMajor(parts.dropFirst()))] }
        guard labels.count > 1 else { return [(parts[0], withoutMajor(parts.dropFirst()))] }
        return [(labels[labels.count - 2], withoutMajor(parts.dropFirst()))]
    }

    /// The parts without a major version at their end, which is no part of a product's name.
    private static func withoutMajor(_ parts: ArraySlice<String>) -> String {
        var parts = parts
        if parts.count > 1, let last = parts.last, last.hasPrefix("v"), Int(last.dropFirst()) != nil {
            parts.removeLast()
        }
        return parts.joined(separator: "/")
    }

    /// Of `group:artifact`.
    private static func ofArtifact(_ name: String) -> [(vendor: String, product: String)] {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return [(name, name)] }
        let group = parts[0].split(separator: ".").map(String.init)
        let isDomain = group.count > 1 && ["org", "com", "net", "io", "dev", "de", "edu", "gov"].contains(group[0])
        let owner = isDomain ? group[1] : group.first ?? parts[0]
        let last = group.last ?? owner
        return [(owner, parts[1]), (owner, last), (parts[1], parts[1]), (last, parts[1])]
    }

    /// With hyphens, and with underscores in their place.
    private static func variants(_ vendor: String, _ product: String) -> [(vendor: String, product: String)] {
        // Most have none, and an image may have tens of thousands of packages.
        guard vendor.utf8.contains(0x2d) || product.utf8.contains(0x2d) else { return [(vendor, product)] }
        let (plainVendor, plainProduct) = (vendor.replacing("-", with: "_"), product.replacing("-", with: "_"))
        return [(vendor, product), (vendor, plainProduct), (plainVendor, product), (plainVendor, plainProduct)]
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 256
            && text.unicodeScalars.contains { $0.properties.isAlphabetic || (0x30...0x39).contains($0.value) }
    }

    /// The version as the dictionary has it: Go's without its letter or word, any other as it stands.
    private static func version(of package: Package) -> String {
        var version = package.version[...]
        if package.type == .golang {
            if version.hasPrefix("go") { version = version.dropFirst(2) }
            if version.hasPrefix("v") { version = version.dropFirst() }
            if version.hasSuffix("+incompatible") { version = version.dropLast(13) }
        }
        guard !version.isEmpty, version != "-", version != "*" else { return "*" }
        return escaped(String(version))
    }

    /// A formatted string's component (NIST IR 7695, 6.2): what is no letter, digit, underscore, hyphen or dot has a backslash before it.
    private static func escaped(_ text: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
            default: false
            }
        }
        if text.utf8.allSatisfy(isPlain) { return text }
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            if !isPlain(byte) { escaped.append(0x5c) }
            escaped.append(byte)
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}

extension Package {
    /// The names that the image itself says, or whoever recognised the program.
    var declaredCPEs: [CPE] {
        (attributes["cpe"] ?? "").split(separator: " ").compactMap { CPE(String($0)) }
    }

    /// All names under which the package may be looked for: those that are known, or else guesses.
    var cpes: [CPE] {
        let declared = declaredCPEs
        return declared.isEmpty ? CPECandidates(self).names : declared
    }

    /// Takes over the names that a document gives, but for those that are guesses anyone can make anew.
    mutating func take(_ names: [CPE]) {
        let guesses = CPECandidates(self).names
        let known = names.prefix(CPE.limit).filter { !guesses.contains($0) }
        if !known.isEmpty { attributes["cpe"] = known.map(\.text).joined(separator: " ") }
    }
}
