internal import Inventory

extension Remediation {
    /// Packages named in one line at most.
    private static let limit = 4

    /// What to do, in one line.
    package var action: String {
        switch subject {
        case .source, .package: "upgrade \(upgrade)"
        case .file(let path):
            if UpgradePlace(path: path).isBuilt {
                replaced(path) ?? "rebuild /\(path) with \(Self.some(byEffect.map(\.wanted)))"
            } else if UpgradePlace(path: path).isBill {
                "rebuild the programs that /\(path) describes with \(Self.some(byEffect.map(\.wanted)))"
            } else {
                "update /\(path): \(Self.some(byEffect.map { "\($0.package) \($0.installed) to \($0.target)" }))"
            }
        }
    }

    /// The upgrades that fix most first.
    private var byEffect: [Upgrade] {
        upgrades.sorted { ($0.fixes.count, $1.purl) > ($1.fixes.count, $0.purl) }
    }

    private var upgrade: String {
        var changes: [String] = []
        for upgrade in upgrades {
            let change = "\(upgrade.installed) to \(upgrade.target)"
            if !changes.contains(change) { changes.append(change) }
        }
        let others = upgrades.map(\.package).filter { $0 != name }
        let list = others.isEmpty ? "" : " (\(Self.some(others)))"
        return "\(name) \(Self.some(changes))\(list)"
    }

    /// An archive or a program that is the one package itself, which is replaced rather than rebuilt.
    private func replaced(_ path: String) -> String? {
        guard upgrades.count == 1, let only = upgrades.first else { return nil }
        let last = only.package.split { $0 == ":" || $0 == "/" }.last { !$0.isMajorVersion } ?? ""
        let file = UpgradePlace(path: path).file
        guard !last.isEmpty, file == last || type == .maven && file.hasPrefix(last) else { return nil }
        return "replace /\(path) with \(last) \(only.target)"
    }

    private static func some(_ names: [String]) -> String {
        let more = names.count - limit
        return names.prefix(limit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}

extension Remediation.Upgrade {
    /// The package and the version to build with.
    fileprivate var wanted: String {
        type == .golang && package == "stdlib" ? "Go \(target)" : "\(package) \(target)"
    }
}

extension Substring {
    /// Whether it is the `v2` at the end of a Go module's path.
    fileprivate var isMajorVersion: Bool { first == "v" && count > 1 && dropFirst().allSatisfy(\.isNumber) }
}
