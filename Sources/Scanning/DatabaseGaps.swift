internal import Catalogers
internal import Inventory
internal import Layers

/// Tells when the packages that a distribution installed are unknown, which must never be taken for clean.
struct DatabaseGaps {
    /// The catalogers of distributions' databases.
    static let catalogers: Set<String> = ["dpkg", "apk", "rpm", "alpm", "portage", "opkg", "nix"]

    private let databases: PatternIndex

    /// - Parameter databases: the index of those catalogers alone.
    init(_ databases: PatternIndex) { self.databases = databases }

    /// Whether there is nothing but a database that could not be read.
    func isAll(_ packages: [Package], _ diagnostics: [Diagnostic]) -> Bool {
        packages.isEmpty
            && diagnostics.contains { diagnostic in
                guard diagnostic.code != .unsafePath, let path = diagnostic.path else { return false }
                return isDatabase(path)
            }
    }

    /// Whether a file is one of those in which distributions keep what they installed.
    func isDatabase(_ path: String) -> Bool { !databases.matches(LayerEntry(path: path)).isEmpty }

    /// A distribution of which no package was found, as a gap for people.
    func gap(in packages: [Package], of distribution: Distribution?) -> String? {
        guard let distribution, !packages.contains(where: { Ownership.isOwning($0) || $0.type == .nix }) else {
            return nil
        }
        let name = distribution.prettyName.isEmpty ? distribution.qualifier : distribution.prettyName
        return
            "this is \(name), but no database of its packages was found or could be read: what it has installed is unknown"
    }
}
