package import Inventory
internal import Layers
package import Matching

/// Part of an image that a scan could not check, so that a lack of findings says nothing about it.
package struct Unchecked: Sendable, Equatable {
    /// What could not be checked, as `--allow-unchecked` names it.
    package enum Kind: String, Sendable, CaseIterable {
        /// A layer is missing, cut, or not what its digest says.
        case layers
        /// Which packages are installed is unknown, or none was recognised.
        case packages
        /// The advisories at hand do not cover packages, or only a part of what concerns them.
        case advisories
        /// A version cannot be compared with those of an advisory.
        case versions
        /// No source publishes advisories for the type, or packages have no version; closes a strict gate only.
        case unpublished
    }

    package let kind: Kind
    /// One clause for people, without a full stop.
    package let reason: String

    package init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }
}

extension Unchecked {
    /// What of an image was not checked, the gravest first.
    package static func all(in inventory: Inventory, coverage: [Coverage]) -> [Unchecked] {
        layers(of: inventory) + packages(of: inventory) + coverage.flatMap(Self.advisories)
    }

    private static func layers(of inventory: Inventory) -> [Unchecked] {
        inventory.unreadLayers.map { layer in
            let reason = inventory.diagnostics.first { $0.layer == layer && $0.path == nil }?.message
            let place = "layer \(layer + 1) of \(inventory.layers.count) was not read whole"
            return Unchecked(.layers, reason.map { "\(place): \($0)" } ?? place)
        }
    }

    private static func packages(of inventory: Inventory) -> [Unchecked] {
        if let gap = inventory.databaseGap { return [Unchecked(.packages, gap)] }
        return inventory.packages.isEmpty ? [Unchecked(.packages, "no package was found in it")] : []
    }

    private static func advisories(on part: Coverage) -> [Unchecked] {
        var found: [Unchecked] = []
        let packages = "\(part.packages) package\(part.packages == 1 ? "" : "s")"
        if !part.isPublished {
            found.append(Unchecked(.unpublished, "\(part.lack); \(packages) not checked"))
        } else if !part.isCovered {
            found.append(Unchecked(.advisories, "\(part.lack); \(packages) not checked"))
        } else if !part.missing.isEmpty {
            found.append(Unchecked(.advisories, "\(packages) of \(part.title) checked in part only: \(part.note)"))
        } else if !part.samples.isEmpty {
            found.append(
                Unchecked(.advisories, "\(packages) of \(part.title) checked against a sample of advisories only"))
        }
        if part.isCovered && part.unsourced > 0 {
            let count = "\(part.unsourced) package\(part.unsourced == 1 ? "" : "s")"
            let reason = "\(count) of \(part.title) checked in part only: nothing names the source package"
            found.append(Unchecked(.advisories, reason))
        }
        if part.isCovered && part.unversioned > 0 {
            let count = "\(part.unversioned) package\(part.unversioned == 1 ? "" : "s")"
            found.append(Unchecked(.unpublished, "\(count) of \(part.title) without a version not checked"))
        }
        return found
    }
}

extension Coverage {
    /// The ecosystem as people write it: `Rocky Linux 8`, not `Rocky Linux:8`.
    package var title: String { Self.title(ecosystem) }

    /// Why nothing is known of the packages, and what would help; a clause.
    package var lack: String {
        guard isPublished else { return "no advisory source covers \"\(ecosystem)\" packages" }
        let start = "no advisories for \(title)"
        return compatible.map { "\(start); --compatible checks them against \(Self.title($0))" } ?? start
    }

    private static func title(_ ecosystem: String) -> String {
        ecosystem.contains("/") ? ecosystem : String(ecosystem.map { $0 == ":" ? " " : $0 })
    }
}
