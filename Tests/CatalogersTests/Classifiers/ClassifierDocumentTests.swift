import Bytes
import Inventory
import Platform
import TestSupport
import Testing

@testable import Catalogers

/// `Docs/Classifiers.md`, made from the rules with `HULLMARK_RECORD=1`.
@Suite("The table of recognised products")
struct ClassifierDocumentTests {
    private static let path: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/") + "/Docs/Classifiers.md"
    }()

    private static let introduction = """
        # Software without a manifest

        What the cataloger `binary` recognises by the version strings in a product's own files. This table is made from the rules in
        `Sources/Catalogers/Classifiers/Table` by `HULLMARK_RECORD=1 swift test --filter ClassifierDocumentTests`. A rule that was not tried on a real file
        rests on documents and on public examples of such files.

        Java runtimes are recognised by their `release` file as well (tried: OpenJDK 17 of Debian, OpenJDK 25 of a wheel), whose package then
        takes in `java`, `jdb` and `libjvm.so` below the same folder.

        The package's attributes say the string that was found (`evidence`), where in the file its version stands (`offset`), the product's CPE names (`cpe`, with
        spaces between) and the module of a Go program (`module`).

        A file that a distribution's package owns is that package's: the recognised package names it as its owner and does not count. The same holds for
        the main module that Go's own build info names in the same file, for a crate or an archive of the same name, and for a component of Bitnami's in whose
        folder it lies. Copies of one product and version are one package where one package owns them all or none does; those of several owners are one for each of them, and
        those that nobody owns another. A file is one product: strings of libraries that are linked into it are not taken for it.


        """

    private var text: String {
        let products = Set(Classifier.all.map { "\($0.namespace)/\($0.name)" })
        let seen = Set(Classifier.all.filter { !$0.seen.isEmpty }.map { "\($0.namespace)/\($0.name)" })
        var lines = [
            "\(products.count) products, \(seen.count) of them tried on real files.", "",
            "| product | package URL | files | CPE | tried on |", "|---|---|---|---|---|",
        ]
        for classifier in Classifier.all {
            let space = classifier.namespace.isEmpty ? "" : "\(classifier.namespace)/"
            let files = classifier.files.map { "`\($0)`" }.joined(separator: ", ")
            let folder = classifier.folder.isEmpty ? "" : " below `\(classifier.folder)`"
            let cpes = classifier.cpes.map { "`\($0)`" }.joined(separator: ", ")
            lines.append(
                "| \(classifier.name) | `pkg:\(classifier.type.rawValue)/\(space)\(classifier.name)` | \(files)\(folder) | \(cpes) | "
                    + "\(classifier.seen.isEmpty ? "no" : classifier.seen) |")
        }
        return Self.introduction + lines.joined(separator: "\n") + "\n"
    }

    @Test("says what the rules say")
    func document() throws {
        if environment("HULLMARK_RECORD") == "1" { try AtomicFile.write(Array(text.utf8), to: Self.path) }
        let written = String(decoding: try CatalogerCase.contents(Self.path), as: UTF8.self)
        #expect(written.split(separator: "\n") == text.split(separator: "\n"))
    }

    @Test("has more products than sixty")
    func count() {
        #expect(Set(Classifier.all.map(\.name)).count > 100)
    }
}
