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
        let text = path.utf8
        var index = text.startIndex
        while index < text.endIndex {
            let end = text[index...].firstIndex(of: 0x2f) ?? text.endIndex
            let isModules = path[index..<end] == "node_modules"
            if isModules && project == nil {
                project = index == text.startIndex ? "" : path[..<text.index(before: index)]
            }
            guard isModules, end < text.endIndex else {
                index = end < text.endIndex ? text.index(after: end) : end
                continue
            }
            // The package's own folder is one part below, with a scope two.
            let first = text.index(after: end)
            var last = text[first...].firstIndex(of: 0x2f) ?? text.endIndex
            if text[first...].first == 0x40, last < text.endIndex {
                last = text[text.index(after: last)...].firstIndex(of: 0x2f) ?? text.endIndex
            }
            // The last part is the file itself.
            guard last < text.endIndex else { break }
            folders.append(path[..<last])
            index = text.index(after: last)
            isPart = text[index...].contains(0x2f)
        }
        package = folders.last
        around = Array(folders.dropLast().reversed().prefix(Self.depthLimit))
        self.project = project
        self.isPart = isPart
    }
}
