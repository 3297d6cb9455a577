/// The parts of `NAME-VERSION-RELEASE`, as rpm prints packages and names their files.
package struct RpmFileName: Equatable, Sendable {
    package let name: String
    /// `VERSION-RELEASE`.
    package let version: String

    /// Splits at the last two hyphens: neither a version nor a release has one.
    package init?(_ text: some StringProtocol) {
        guard let second = text.lastIndex(of: "-"), let first = text[..<second].lastIndex(of: "-"),
            first > text.startIndex, text.index(after: first) < second, text.index(after: second) < text.endIndex
        else { return nil }
        name = String(text[..<first])
        version = String(text[text.index(after: first)...])
    }
}

extension SourcePackage {
    /// The package that `bash-5.1.8-6.el9.src.rpm` is the file of; nothing where the text is no such name.
    package init?(sourceRpm: String) {
        for suffix in [".src.rpm", ".nosrc.rpm"] where sourceRpm.hasSuffix(suffix) {
            guard let parts = RpmFileName(sourceRpm.dropLast(suffix.count)) else { return nil }
            self.init(name: parts.name, version: parts.version)
            return
        }
        return nil
    }
}
