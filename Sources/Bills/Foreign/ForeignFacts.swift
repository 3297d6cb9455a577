internal import Inventory

/// What other tools say of a distribution's package beside its package URL.
///
/// | tool | where | words |
/// |---|---|---|
/// | Trivy, cdxgen | properties; in SPDX annotations or attribution texts, `NAME: VALUE` | `SrcName`, `SrcVersion`, `SrcRelease`, `SrcEpoch`, `Modularitylabel` |
/// | Trivy | SPDX `sourceInfo` | `built package from: NAME VERSION` |
/// | Syft | properties `syft:metadata:…` | `source`, `sourceVersion`, `originPackage`, `sourceRpm`, `epoch`, `modularityLabel` |
///
/// Syft and OSV-Scalibr name the source where it is another than the package; their other packages are their own sources.
struct ForeignFacts {
    private var values: [String: String] = [:]
    /// Whether the writer is one that names every source that is another than the package.
    private(set) var isSelfSourced = false

    private static let names: [String: String] = [
        "srcname": "name", "srcversion": "version", "srcrelease": "release", "srcepoch": "epoch",
        "modularitylabel": "module", "source": "name", "sourceversion": "version", "originpackage": "name",
        "sourcerpm": "rpm", "epoch": "ownEpoch",
    ]

    /// - Parameter sourceInfo: SPDX's words on where a package comes from.
    init(_ properties: [Property], sourceInfo: String = "") {
        for property in properties {
            let parts = property.name.split(separator: ":")
            guard let last = parts.last else { continue }
            switch (parts.count, parts.first) {
            case (_, "syft"):
                isSelfSourced = true
                guard parts.count == 3, parts[1] == "metadata" else { continue }
            case (3, "aquasecurity") where parts[1] == "trivy": break
            case (1, _) where last.hasPrefix("Src") || last == "Modularitylabel": break
            default: continue
            }
            let value = PropertyText.line(property.value)
            if let name = Self.names[last.lowercased()], !value.isEmpty, values[name] == nil { values[name] = value }
        }
        take(sourceInfo: sourceInfo)
    }

    private mutating func take(sourceInfo: String) {
        for mark in ["acquired package info from", "Identified by the"] where sourceInfo.hasPrefix(mark) {
            isSelfSourced = true
        }
        let mark = "built package from:"
        guard sourceInfo.hasPrefix(mark), values["name"] == nil else { return }
        let words = sourceInfo.dropFirst(mark.count).split(separator: " ")
        guard let name = words.first, words.count < 3 else { return }
        values["name"] = String(name)
        if words.count == 2 { values["version"] = String(words[1]) }
    }

    /// Whether they name the source package.
    var namesSource: Bool { values["name"] != nil || values["rpm"] != nil }

    /// Takes over what the package URL did not say.
    func apply(to package: inout Package) {
        guard package.type.isOfDistributions || package.type == .alpm else { return }
        if package.type == .rpm {
            if let epoch = values["ownEpoch"] { package.take(epoch: epoch) }
            if let module = values["module"], package.attributes["modularityLabel"] == nil {
                package.attributes["modularityLabel"] = module
            }
            if let file = values["rpm"], package.source == nil {
                package.attributes["sourceRpm"] = file
                package.source = SourcePackage(sourceRpm: file)
            }
        }
        guard let name = values["name"], package.purl.parts.sourceQualifier.isEmpty else { return }
        var version = values["version"] ?? ""
        if let release = values["release"], !version.isEmpty { version += "-\(release)" }
        if let epoch = values["epoch"], epoch != "0", !version.isEmpty, !version.utf8.contains(0x3a) {
            version = "\(epoch):\(version)"
        }
        if version.isEmpty { version = package.version }
        package.source = SourcePackage(name: name, version: version)
    }
}
