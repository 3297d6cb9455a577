#if canImport(Glibc)
import Glibc
#endif

/// The folders of real data that tests use where they are found.
///
/// `HULLMARK_TEST_DATA` names the folder that holds them; without it the folder `shared/data` beside the project is tried.
package enum Corpus: String, CaseIterable, Sendable {
    case advisories, images, versions

    /// The corpus' folder, or nothing where this machine does not have it.
    package var folder: String? {
        let path = "\(Self.root)/\(rawValue)"
        return access(path, R_OK) == 0 ? path : nil
    }

    /// The folder that holds the corpora.
    package static var root: String {
        if let named = getenv("HULLMARK_TEST_DATA") { return String(cString: named) }
        return "\(projectFolder)/../shared/data"
    }
}

/// The root of the project's own files.
package let projectFolder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
}()
