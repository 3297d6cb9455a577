internal import Inventory

extension PackageURL.Parts {
    /// The package's name as its ecosystem writes it: `group:artifact`, `@scope/name`, `github.com/owner/module`.
    var packageName: String {
        guard !namespace.isEmpty else { return name }
        return switch type.rawValue {
        case "maven": "\(namespace):\(name)"
        case "golang", "npm", "composer", "swift", "ebuild", "github", "githubactions", "hex", "docker", "huggingface":
            "\(namespace)/\(name)"
        default: name
        }
    }

    /// The record of the package that the URL names.
    var record: PackageRecord {
        let epoch = qualifiers["epoch"] ?? ""
        let isWithEpoch = type == .rpm && !epoch.isEmpty && epoch != "0"
        var record = PackageRecord(
            type: type, name: packageName, version: isWithEpoch ? "\(epoch):\(version)" : version)
        record.architecture = qualifiers["arch"] ?? ""
        if let source = qualifiers["upstream"], type == .rpm {
            record.source = SourcePackage(sourceRpm: source)
        } else if let source = qualifiers["upstream"], !source.isEmpty {
            let parts = source.split(separator: "@", maxSplits: 1).map(String.init)
            record.source = SourcePackage(name: parts[0], version: parts.count > 1 ? parts[1] : record.version)
        }
        return record
    }
}
