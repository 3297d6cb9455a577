import Inventory
import Testing

@testable import Catalogers

@Suite("Container manifests")
struct ContainerManifestTests {
    private let table = """
        mariner-release\t2.0-12.cm2\t1653816591\t1653628955\tMicrosoft Corporation\t(none)\t580\tnoarch\t0\t\
        mariner-release-2.0-12.cm2.src.rpm
        ca-certificates\t2.0.0-1.cm2\t1653816591\t1653628955\t(none)\t(none)\t580\tx86_64\t1\tca-certificates-2.0.0-1.cm2.src.rpm
        zero\t1-1\t0\t0\tV\t0\t5\tx86_64\t0\tzero-1-1.src.rpm
        gpg-pubkey\t3135ce90-5e6fda74\t0\t0\t(none)\t(none)\t0\t(none)\t0\t(none)

        broken\t1
        """

    @Test("the table gives every column, and a line that has not all of them is told")
    func columns() throws {
        let evidence = try #require(try readDatabase(Array(table.utf8), path: RpmCataloger.manifest2))
        #expect(
            evidence.records.map { "\($0.name) \($0.version) \($0.architecture)" } == [
                "mariner-release 2.0-12.cm2 noarch", "ca-certificates 1:2.0.0-1.cm2 x86_64", "zero 0:1-1 x86_64",
                "gpg-pubkey 3135ce90-5e6fda74 ",
            ])
        let records = Array(evidence.records)
        #expect(records[0].attributes["vendor"] == "Microsoft Corporation")
        #expect(records[0].source == SourcePackage(name: "mariner-release", version: "2.0-12.cm2"))
        #expect(records[3].attributes.isEmpty && records[3].source == nil)
        #expect(evidence.problems == ["line 6 has not the ten columns of a container manifest"])
    }

    @Test("the list of names is taken apart")
    func names() throws {
        let text =
            "bash-5.1.8-1.cm2.x86_64\nca-certificates-base-2.0.0-1.cm2.noarch\ngpg-pubkey-3135ce90-5e6fda74\nnothing\n"
        let evidence = try #require(try readDatabase(Array(text.utf8), path: RpmCataloger.manifest1))
        #expect(
            evidence.records.map { "\($0.name) \($0.version) \($0.architecture)" } == [
                "bash 5.1.8-1.cm2 x86_64", "ca-certificates-base 2.0.0-1.cm2 noarch", "gpg-pubkey 3135ce90-5e6fda74 ",
            ])
        #expect(evidence.problems.count == 1)
    }

    @Test("every prefix of a manifest is read")
    func prefixes() throws {
        let bytes = Array(table.utf8)
        for length in 0...bytes.count {
            for path in [RpmCataloger.manifest1, RpmCataloger.manifest2] {
                #expect(try readDatabase(Array(bytes[..<length]), path: path) != nil)
            }
        }
    }
}
