internal import Bytes

/// What a path of Node's tells: which package's folder it lies in, and whether that folder is where Node looks for packages.
///
/// | path of a manifest | what it is |
/// |---|---|
/// | `srv/app/package.json` | a project, or a package outside `node_modules` |
/// | `srv/app/node_modules/a/package.json`, `…/node_modules/@s/a/package.json` | an installed package |
/// | `srv/app/node_modules/a/lib/package.json` | a part of `a` |
/// | `srv/app/node_modules/a/node_modules/b/package.json` | an installed package; of `a`, where `a` bundles what it needs |
struct NodePath {
    /// The folder of the innermost package in `node_modules` that the file belongs to; nothing outside of them.
    let package: Substring?
    /// The folders of the packages around it, the innermost first.
    let around: [Substring]
    /// The folder that holds the outermost `node_modules`.
    let project: Substring?
    /// Whether the file lies deeper than the innermost package's own folder.
    let isPart: Bool

    /// More folders in one another than any installation has.
    private static let depthLimit = 64

    init(_ path: String) {
        var folders: [Substring] = []
        var project: Substring?
        var isPart = false
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        var index = 0
        while index < parts.count {
            guard parts[index] == "node_modules" else {
                index += 1
                continue
            }
            if project == nil {
                project = index == 0 ? "" : path[..<parts[index - 1].endIndex]
            }
            let isScoped = index + 1 < parts.count && parts[index + 1].hasPrefix("@")
            let last = index + (isScoped ? 2 : 1)
            // The last part is the file itself.
            if last < parts.count - 1 {
                folders.append(path[..<parts[last].endIndex])
                isPart = last < parts.count - 2
            }
            index = last + 1
        }
        package = folders.last
        around = Array(folders.dropLast().reversed().prefix(Self.depthLimit))
        self.project = project
        self.isPart = isPart
    }
}
