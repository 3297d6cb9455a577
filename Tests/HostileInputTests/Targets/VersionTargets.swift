import Bytes

@testable import Versions

extension ParserTarget {
    /// Versions and ranges of every ecosystem; an input's texts stand between zero bytes.
    static let versions: [ParserTarget] = [
        ParserTarget(
            "versions",
            seeds: [
                "1:2.0~rc1-1+b2\u{0}2.0-1", "1.0^git1-2.el9\u{0}1.0-2", "1.2.3_rc1_p2-r3\u{0}1.2.3-r3",
                "v0.0.0-20260101000000-abcdef012345+incompatible\u{0}go1.22rc1", "1!2.0.post1.dev2+local.1\u{0}2.0a1",
                "1.0-alpha-1-SNAPSHOT\u{0}1.0.ga", "1.0.0-beta.2+5\u{0}1.0.0-beta.11", "1.0RC1\u{0}dev-master",
            ].map { Array($0.utf8) }
        ) { bytes in
            let parts = texts(bytes, 2)
            for scheme in VersionScheme.allCases { try check(parts[0], parts[1], scheme) }
        },
        ParserTarget(
            "npm-range",
            texts: [
                "^1.2.3\u{0}1.2.9", ">=1 <2 || ~3.x\u{0}3.0.0-rc.1", "1.2 - 2.3\u{0}2", "=v1.0.0-a.1\u{0}1.0.0",
                "*\u{0}",
            ]
        ) { text in
            let parts = texts(text.utf8.span, 2)
            let narrow = try NpmRange(parts[0])
            let wide = try NpmRange(parts[0], includePrerelease: true)
            let isInside = narrow.contains(parts[1])
            if !parts[1].contains("-") { try require(!isInside || wide.contains(parts[1]), "a wider range holds less") }
        },
        ParserTarget(
            "pep440-specifier",
            texts: [
                "~=1.4.2\u{0}1.4.5", "==1.*,!=1.1\u{0}1.2", ">1.0.post1\u{0}1.0.post2", "===x\u{0}x", "<=2.0+a\u{0}2.0",
            ]
        ) { text in
            let parts = texts(text.utf8.span, 2)
            let set = try PEP440SpecifierSet(parts[0])
            for prereleases in [nil, true, false] as [Bool?] { _ = set.contains(parts[1], prereleases: prereleases) }
        },
        ParserTarget(
            "go-pseudo-version", texts: ["v1.2.4-0.20260101000000-abcdef012345", "v0.0.0-20260101000000-abcdef012345"]
        ) { text in
            _ = try GoPseudoVersion(text)
            _ = VersionScheme(ecosystem: text)
            _ = try SemanticVersion(text)
        },
    ]

    /// What every order of versions promises: it is total over what it reads, and turns round with its sides.
    private static func check(_ a: String, _ b: String, _ scheme: VersionScheme) throws {
        let forth = try attempt { try scheme.compare(a, b) }
        let back = try attempt { try scheme.compare(b, a) }
        let areBoth = scheme.isValid(a) && scheme.isValid(b)
        try require(areBoth == (forth != nil), "\(scheme) says otherwise of “\(a)” or “\(b)” when it compares them")
        try require(forth == back?.reversed, "\(scheme) orders “\(a)” and “\(b)” both ways")
        guard scheme.isValid(a) else { return }
        try require(try scheme.compare(a, a) == .equal, "\(scheme) says that “\(a)” is not itself")
    }
}
