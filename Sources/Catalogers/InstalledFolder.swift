/// Tells by a path whether it lies in the folder of an installed package.
///
/// A lock file in there is the one that the package's authors work with; it says nothing of what is installed.
///
/// | path | installed by |
/// |---|---|
/// | `…/node_modules/…` | npm and its like |
/// | `…/gems/NAME-VERSION/…` | RubyGems |
/// | `…/site-packages/…`, `…/dist-packages/…` | Python's installers |
enum InstalledFolder {
    static func holds(_ path: String) -> Bool {
        var isAfterGems = false
        for part in path.split(separator: "/").dropLast() {
            switch part {
            case "node_modules", "site-packages", "dist-packages": return true
            default:
                if isAfterGems && isVersioned(part) { return true }
                isAfterGems = part == "gems"
            }
        }
        return false
    }

    /// Whether a name ends in a hyphen and a version.
    private static func isVersioned(_ part: Substring) -> Bool {
        guard let hyphen = part.utf8.lastIndex(of: UInt8(ascii: "-")) else { return false }
        let next = part.utf8[part.utf8.index(after: hyphen)...].first
        // The platform of a gem stands behind its version.
        return next.map { $0 >= 0x30 && $0 <= 0x39 } ?? false || isVersioned(part[..<hyphen])
    }
}
