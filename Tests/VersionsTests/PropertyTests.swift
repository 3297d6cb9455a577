import Testing
import Versions

@Suite("The laws of order")
struct PropertyTests {
    @Test("order is antisymmetric and transitive on random versions", arguments: VersionScheme.allCases)
    func laws(_ scheme: VersionScheme) throws {
        var generator = SeededGenerator(seed: 20_261_122)
        let versions = (0..<70).map { _ in Vocabulary(scheme).version(using: &generator) }.filter(scheme.isValid)
        #expect(versions.count > 30)
        let orders = try versions.map { a in try versions.map { b in try scheme.compare(a, b) } }
        for i in versions.indices {
            #expect(orders[i][i] == .equal, "\(versions[i]) is itself")
            for j in versions.indices {
                if orders[i][j] != orders[j][i].reversed {
                    Issue.record("\(scheme): \(versions[i]) and \(versions[j]) are \(orders[i][j]) and \(orders[j][i])")
                }
                for k in versions.indices where orders[i][j] != .greater && orders[j][k] != .greater {
                    let isStrict = orders[i][j] == .less || orders[j][k] == .less
                    if orders[i][k] == .greater || (isStrict && orders[i][k] == .equal) {
                        Issue.record(
                            "\(scheme): \(versions[i]) ≤ \(versions[j]) ≤ \(versions[k]), but the ends are \(orders[i][k])"
                        )
                        return
                    }
                }
            }
        }
    }

    @Test("a version read once answers as the scheme does")
    func readOnce() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let (a, b) = (
                Vocabulary(.pep440).version(using: &generator), Vocabulary(.pep440).version(using: &generator)
            )
            let order = try VersionScheme.pep440.compare(a, b)
            #expect(try PEP440Version(a).compared(to: PEP440Version(b)) == order)
            let (c, d) = (
                Vocabulary(.semver).version(using: &generator), Vocabulary(.semver).version(using: &generator)
            )
            #expect(try SemanticVersion(c).compared(to: SemanticVersion(d)) == VersionScheme.semver.compare(c, d))
        }
    }

    @Test("versions read once can be sorted")
    func sorting() throws {
        let versions = try ["1.10", "1.2", "1.0rc1", "1.0.post1", "1.0"].map { try PEP440Version($0) }.sorted()
        #expect(versions.map(\.text) == ["1.0rc1", "1.0", "1.0.post1", "1.2", "1.10"])
        #expect(versions[0].isPrerelease)
        #expect(versions[2].isPostrelease)
        let semantic = try ["1.10.0", "1.2.0", "1.2.0-rc.1"].map { try SemanticVersion($0) }.sorted()
        #expect(semantic.map(\.text) == ["1.2.0-rc.1", "1.2.0", "1.10.0"])
        #expect(semantic[0].isPrerelease)
    }
}
