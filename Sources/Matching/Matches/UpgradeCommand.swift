internal import Inventory

extension Remediation {
    /// The lines below an action: places, and commands, each alone on its line.
    package var steps: [String] {
        if case .source = subject { return [Self.distributionCommand(upgrades)?.description].compactMap(\.self) }
        if case .file = subject {
            let commands = upgrades.compactMap { $0.command(in: $0.places.first) }
            guard commands.count == upgrades.count else { return [] }
            return commands.map(\.description)
        }
        return upgrades.flatMap(\.steps)
    }
}

extension Remediation.Upgrade {
    /// The places, each with the package that brings it there, and below those of one command that command alone on its line.
    fileprivate var steps: [String] {
        guard !places.isEmpty else { return [command].compactMap(\.self) }
        var lines: [String] = []
        var commands: [String] = []
        for place in places {
            if let command = command(in: place)?.description, !commands.contains(command) { commands.append(command) }
        }
        for place in places where command(in: place) == nil {
            let carrier = UpgradePlace(path: place).carrier.map { "; it comes with \($0), so upgrade that" } ?? ""
            lines.append("in /\(place)\(carrier)")
        }
        for command in commands {
            lines += places.filter { self.command(in: $0)?.description == command }.map { "in /\($0)" } + [command]
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
    /// The package manager's command for packages; nil where the image has none, or no name is one that it takes.
    static func distributionCommand(_ upgrades: [Upgrade]) -> ShellCommand? {
        let upgrades = upgrades.filter { $0.isManaged && $0.isPlainName }
        guard let first = upgrades.first, let words = manager(first) else { return nil }
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
