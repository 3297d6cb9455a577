internal import Inventory

/// Where a package was taken from, as far as the image says it: an address of an archive, or a commit of a repository, `git+ADDRESS@COMMIT`
/// (SPDX 2.3, 7.7).
struct DownloadLocation: Equatable {
    let text: String
    let isRepository: Bool

    /// What the attributes `url` and `commit` say of types that mean the package by them, and neither a registry nor a page.
    init?(of package: Package) {
        guard let url = package.attributes["url"] else { return nil }
        let bare = url.hasPrefix("git+") ? String(url.dropFirst(4)) : url
        switch package.type {
        case .npm, .composer, .pypi, .conda, .luarocks, .swift, .hex, .pub, .gem, .cocoapods, .hackage:
            if let commit = package.attributes["commit"] {
                guard let address = WebAddress.checked(bare), Self.isCommit(commit) else { return nil }
                text = "git+\(address)@\(commit)"
                isRepository = true
            } else {
                guard Self.meansArchive(package.type), let address = WebAddress.checked(url) else { return nil }
                text = address
                isRepository = false
            }
        default: return nil
        }
    }

    /// What a document says.
    init?(_ text: String) {
        if text.hasPrefix("git+") {
            guard let at = text.lastIndex(of: "@"), WebAddress.checked(String(text[..<at].dropFirst(4))) != nil else {
                return nil
            }
            isRepository = true
        } else {
            guard WebAddress.checked(text) != nil else { return nil }
            isRepository = false
        }
        self.text = text
    }

    /// Gives a package the attributes that make this location.
    func apply(to package: inout Package) {
        var found = package
        if isRepository {
            guard let at = text.lastIndex(of: "@") else { return }
            found.attributes["url"] = String(text[..<at].dropFirst(4))
            found.attributes["commit"] = String(text[text.index(after: at)...])
        } else {
            found.attributes["url"] = text
        }
        if DownloadLocation(of: found) == self { package = found }
    }

    /// Whether an address without a commit is an archive's: of others it is a registry's or a repository's.
    private static func meansArchive(_ type: PackageType) -> Bool {
        switch type {
        case .npm, .composer, .pypi, .conda, .luarocks: true
        default: false
        }
    }

    private static func isCommit(_ text: String) -> Bool {
        text.utf8.count >= 7 && text.utf8.count <= 64
            && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }
    }
}
