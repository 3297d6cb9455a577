internal import Bytes

/// The licences that a package's copyright file names.
///
/// In the machine-readable format (DEP-5, "copyright-format/1.0") the first line of every `License` field is a short
/// name or an
/// expression of them. Other files are prose; what they say for certain is which of `/usr/share/common-licenses` they
/// refer to.
enum DpkgCopyright {
    /// Longer "short names" are prose in the wrong place.
    private static let nameLimit = 160

    /// The licences' names as the file writes them, sorted, each once.
    static func licences(_ bytes: Span<UInt8>) -> [String] {
        let names = isMachineReadable(bytes) ? shortNames(bytes) : []
        return (names.isEmpty ? commonLicences(bytes) : names).sorted()
    }

    private static func isMachineReadable(_ bytes: Span<UInt8>) -> Bool {
        var file = Deb822(bytes)
        guard var header = file.next(), let field = header.next() else { return false }
        return field.isNamed("format") || field.isNamed("format-specification")
    }

    private static func shortNames(_ bytes: Span<UInt8>) -> Set<String> {
        var names: Set<String> = []
        var file = Deb822(bytes)
        while var paragraph = file.next() {
            while let field = paragraph.next() {
                guard field.isNamed("license") else { continue }
                let line = field.firstLine
                if line.count > 0 && line.count <= nameLimit { names.insert(line.text) }
            }
        }
        return names
    }

    private static func commonLicences(_ bytes: Span<UInt8>) -> Set<String> {
        let folder = Array("/usr/share/common-licenses/".utf8)
        var names: Set<String> = []
        var start = 0
        while let found = bytes.index(of: folder, from: start) {
            start = found + folder.count
            var end = start
            while end < bytes.count && isNamePart(bytes[end]) { end += 1 }
            // The full stop that ends the sentence.
            while end > start && (bytes[end - 1] == 0x2e || bytes[end - 1] == 0x2d) { end -= 1 }
            if end > start && end - start <= nameLimit { names.insert(bytes.extracting(start..<end).text) }
            start = end
        }
        return names
    }

    /// Letters, digits, `.`, `-` and `+`.
    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2e: true
        default: false
        }
    }
}
