import Testing

@testable import Bills

@Suite("Licences")
struct LicenceTests {
    @Test(
        "are expressions in SPDX's spelling",
        arguments: [
            ("MIT", "MIT"), ("mit", "MIT"), ("Expat", "MIT"), ("GPL-2+", "GPL-2.0-or-later"), ("GPL-3", "GPL-3.0-only"),
            ("GPLv2+", "GPL-2.0-or-later"), ("LGPL-2.1", "LGPL-2.1-only"), ("ASL 2.0", "Apache-2.0"),
            ("BSD-3-clause", "BSD-3-Clause"), ("GPL-2.0+", "GPL-2.0-or-later"), ("apache-2.0+", "Apache-2.0+"),
            ("MIT and BSD-2-Clause", "MIT AND BSD-2-Clause"), ("(MIT)", "MIT"), ("MIT OR (MIT)", "MIT"),
            ("GPLv3+ or (MIT and ISC)", "GPL-3.0-or-later OR (MIT AND ISC)"),
            ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
            ("MIT AND LicenseRef-Fedora-Public-Domain", "MIT AND LicenseRef-Fedora-Public-Domain"),
        ])
    func expressions(text: String, wanted: String) {
        let found = LicenceExpression(text)?.text
        #expect(found == wanted)
    }

    @Test(
        "are no expressions where a word is no known licence",
        arguments: [
            "", "GPL", "BSD", "custom", "MIT and", "and MIT", "(MIT", "MIT)", "MIT WITH", "MIT WITH nothing", "MIT ISC",
            String(repeating: "(", count: 500) + "MIT" + String(repeating: ")", count: 500), "LicenseRef-", "GPL-7",
        ])
    func unknown(text: String) { #expect(LicenceExpression(text) == nil) }

    @Test("several of a package are joined, and what the list lacks becomes one of the package's own")
    func declared() {
        let licences = DeclaredLicences(["GPL-2+ or Artistic-2.0", "public domain", "MIT", " ", "MIT"])
        #expect(licences.expression.hasPrefix("(GPL-2.0-or-later OR Artistic-2.0) AND LicenseRef-public-domain-"))
        #expect(licences.expression.hasSuffix(" AND MIT"))
        #expect(licences.references.map(\.name) == ["public domain"])
        #expect(DeclaredLicences([]).expression.isEmpty)
    }

    @Test("of an expression are its parts again")
    func parts() {
        #expect(
            SPDXLicences.texts("MIT AND (A OR B) AND LicenseRef-x", ["LicenseRef-x": "odd"]) == [
                "MIT", "A OR B", "odd",
            ])
        #expect(SPDXLicences.texts("NOASSERTION", [:]).isEmpty)
        #expect(SPDXLicences.texts("(A AND B) OR C", [:]) == ["(A AND B) OR C"])
    }
}
