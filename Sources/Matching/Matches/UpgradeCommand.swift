internal import Inventory

extension Remediation {
    /// The lines below an action: its commands, each with its place where the command does not name it.
    package var steps: [String] {
        if case .source = subject { return [Self.distributionCommand(upgrades)?.description].compactMap(\.self) }
        if case .file = subject {
            let commands = upgrades.compactMap { $0.command(in: $0.places.first) }
            guard commands.count == upgrades.count else { return [] }
            return commands.map(\.description)
        }
        var lines: [String] = []
        for upgrade in upgrades {
            let places: [String?] = upgrade.places.isEmpty ? [nil] : upgrade.places.map(Optional.some)
            for place in places {
                let command = upgrade.command(in: place)?.description
                let text = [command, place.map { "\(command == nil ? "in" : "#") /\($0)" }].compactMap(\.self)
                let carrier = place.flatMap { UpgradePlace(path: $0).carrier }
                let remark = carrier.map { "; it comes with \($0), so upgrade that" } ?? ""
                if !text.isEmpty { lines.append(text.joined(separator: "  ") + remark) }
            }
        }
        return lines
    }
}

extension Remediation.Upgrade {
    /// The command that carries the upgrade out where it is; nil where none is right.
    package var command: String? {
        if type == .deb || type == .apk || type == .rpm {
            return Remediation.distributionCommand([self])?.description
        }
        if places.isEmpty { return command(in: nil)?.description }
        return places.lazy.compactMap { command(in: $0) }.first?.description
    }
}

extension Remediation {
    /// The package manager's command for packages; nil where the image has none or a name is not one that it takes.
    static func distributionCommand(_ upgrades: [Upgrade]) -> ShellCommand? {
        guard let first = upgrades.first, upgrades.allSatisfy({ $0.isManaged && $0.isPlainName }),
            let words = manager(first)
        else { return nil }
        var names: [String] = []
        for upgrade in upgrades where !names.contains(upgrade.package) { names.append(upgrade.package) }
        return ShellCommand(words + names)
    }

    private static func manager(_ upgrade: Upgrade) -> [String]? {
        switch upgrade.type {
        case .deb: return ["apt-get", "install", "--only-upgrade"]
        case .apk: return ["apk", "add", "--upgrade"]
        case .rpm: break
        default: return nil
        }
        switch upgrade.purl.parts.namespace {
        case "suse", "sles", "sled", "opensuse": return ["zypper", "update"]
        case "photon", "azurelinux", "mariner": return ["tdnf", "update"]
        case "", "redhat", "rhel", "centos", "fedora", "almalinux", "rocky", "ol", "oracle", "oraclelinux", "amzn",
            "amazon", "openeuler", "mageia":
            return ["dnf", "upgrade"]
        default: return nil
        }
    }
}

extension Remediation.Upgrade {
    /// Whether a package manager's own database names the package; distroless images keep lists that no manager works on.
    fileprivate var isManaged: Bool {
        let folders = [
            "var/lib/dpkg/", "lib/apk/db/", "usr/lib/apk/db/", "var/lib/rpm/", "usr/lib/sysimage/rpm/",
            "usr/share/rpm/",
        ]
        return places.allSatisfy { place in
            folders.contains { place.hasPrefix($0) } && !place.hasPrefix("var/lib/dpkg/status.d/")
        }
    }

    /// Whether the name is of the letters that names of packages have, so that it is no option and no address.
    var isPlainName: Bool { package.isPlain(besides: type == .golang || type == .npm || type == .composer ? "@/" : "") }
}

extension String {
    /// Whether it begins with a letter or a digit, or `@`, and has nothing but these and `.`, `_`, `+`, `-`, `~`, `:`.
    func isPlain(besides more: String = "") -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: false
            }
        }
        guard let first = utf8.first, isWord(first) || more.utf8.contains(first) && first != UInt8(ascii: "/") else {
            return false
        }
        return utf8.allSatisfy { isWord($0) || "._+-~:".utf8.contains($0) || more.utf8.contains($0) }
            && !contains("://")
    }
}
