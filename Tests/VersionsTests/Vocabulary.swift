import Versions

/// The pieces from which random versions of a scheme are put together.
struct Vocabulary {
    let scheme: VersionScheme

    init(_ scheme: VersionScheme) { self.scheme = scheme }

    static let numbers = ["0", "1", "2", "9", "10", "01", "00", "007", "18446744073709551616"]

    /// What may follow the numbers.
    var endings: [String] {
        switch scheme {
        case .dpkg, .opam, .natural: ["", "~rc1", "-1", "-1+deb12u1", "+dfsg", "a", "~", "-0", ".1-2~bpo1", "~~"]
        case .rpm: ["", "-1", "-1.el9", "~rc1", "^git1", "a", "-1.el9_1", "_", "-", ".a"]
        case .apk:
            ["", "-r0", "-r1", "_alpha", "_p1", "_rc2-r1", "a", "b1", "~abc", "_pre1_p2", "-r10", ".", "A", "_x"]
        case .maven:
            [
                "", "-alpha-1", "-SNAPSHOT", ".Final", "-rc1", "-1", "-sp", "-foo", "a1", "-ga", "-2.1", ".RELEASE",
                "-foo-1",
            ]
        case .pep440: ["", "a1", "rc1", ".post1", ".dev1", "+local.1", "b2.dev3", "-1", ".post1.dev2", "+5"]
        case .rubygems: ["", ".a", ".rc1", "-1", ".pre.2", "b", ".0.0", ".beta.0.1"]
        case .packagist: ["", "-dev", "-alpha1", "RC2", "-p1", "-beta.2", "-x", ".x-dev"]
        case .cran: ["", "-1", "-0", "-10"]
        case .hackage: ["", ".0", ".1"]
        case .conan: ["", "-1", "+1", "-2+1", "-1.0", "+10"]
        default: ["", "-alpha", "-alpha.1", "-rc.1", "-1", "-0", "+build.1", "-rc.1+b", "-a-b", "-10.a"]
        }
    }

    /// A random version; one in four is unlike the others in its front.
    func version(using generator: inout SeededGenerator) -> String {
        var text = ""
        switch scheme {
        case .dpkg,
            .rpm where Int.random(in: 0..<4, using: &generator) == 0:
            text = "1:"
        case .pep440 where Int.random(in: 0..<4, using: &generator) == 0: text = "1!"
        case .semver, .go, .npm,
            .packagist where Int.random(in: 0..<4, using: &generator) == 0:
            text = "v"
        default: break
        }
        for place in 0...Int.random(in: 0..<3, using: &generator) {
            if place > 0 { text += "." }
            // A small choice makes versions that differ only at their ends.
            let choice = Bool.random(using: &generator) ? Self.numbers.count : 3
            text += Self.numbers[Int.random(in: 0..<choice, using: &generator)]
        }
        return text + endings[Int.random(in: endings.indices, using: &generator)]
    }
}
