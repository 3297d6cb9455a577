import Bytes
import Inventory
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite("Go binaries")
struct GoBinaryTests {
    /// What an inspection asked for and found.
    struct Trace {
        var ranges: [Range<Int>] = []
        var evidence: Evidence?

        var goesBack: Bool { zip(ranges, ranges.dropFirst()).contains { $1.lowerBound < $0.upperBound } }
    }

    private func inspect(_ bytes: [UInt8], size: Int? = nil) throws -> Trace {
        let entry = LayerEntry(path: "usr/bin/app", size: size ?? bytes.count)
        guard case .parts(var inspection) = GoBinaryCataloger().reading(of: entry) else { return Trace() }
        var trace = Trace()
        var step = inspection.begin()
        while case .read(let range) = step {
            trace.ranges.append(range)
            try #require(trace.ranges.count < 10_000 && range.count <= InspectionStep.partLimit)
            let start = min(range.lowerBound, bytes.count)
            let part = bytes.span.extracting(start..<min(range.upperBound, bytes.count))
            step = try inspection.receive(part, at: range.lowerBound)
        }
        if case .done(let evidence) = step { trace.evidence = evidence }
        return trace
    }

    static let forms: [ExecutableWriter] = ExecutableWriter.Format.allCases.flatMap { format in
        [true, false].flatMap { is64 in
            [true, false].flatMap { isInline in
                (format == .portable ? [false] : [true, false]).map { isBig in
                    ExecutableWriter(format: format, is64: is64, isBigEndian: isBig, isInline: isInline)
                }
            }
        }
    }

    @Test("say their modules in every format, width, order and form", arguments: forms)
    func formats(_ writer: ExecutableWriter) throws {
        let trace = try inspect(writer.bytes)
        let records = Array(try #require(trace.evidence).records)
        #expect(records.map(\.name) == ["example.com/app", "stdlib"])
        #expect(records.map(\.version) == ["v1.2.3", "1.22.3"])
        #expect(records[0].attributes["h1"] == "h1:aa=")
    }

    @Test(
        "are found on the far side of megabytes and read forwards only", arguments: [0, 4080, 1 << 20, (3 << 20) - 16])
    func distances(_ distance: Int) throws {
        var writer = ExecutableWriter()
        writer.distance = distance
        let lines = (0..<5000).map {
            "dep\tgithub.com/example/module\($0)\tv1.0.0\th1:\(String(repeating: "a", count: 44))\n"
        }
        writer.modules += lines.joined()
        let trace = try inspect(writer.bytes)
        #expect(trace.evidence?.records.count == 5002)
        #expect(!trace.goesBack)
    }

    @Test("begin at multiples of sixteen: what looks alike elsewhere is passed over")
    func alignment() throws {
        var writer = ExecutableWriter()
        writer.distance = 64
        var bytes = writer.bytes
        for (index, byte) in GoBuildInfoBlob.magic.enumerated() { bytes[0x400 + 8 + index] = byte }
        #expect(try inspect(bytes).evidence?.records.count == 2)
        for (index, byte) in GoBuildInfoBlob.magic.enumerated() { bytes[0x400 + index] = byte }
        #expect(try inspect(bytes).evidence?.records.count == 2)
    }

    @Test("of several processors are read slice by slice, and classes of Java are none")
    func slices() throws {
        var fat: [UInt8] = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2]
        for start: UInt8 in [0x10, 0x20] { fat += [0, 0, 0, 7, 0, 0, 0, 3, 0, 0, start, 0, 0, 0, 16, 0, 0, 0, 0, 12] }
        let other = [UInt8](repeating: 0, count: 0x1000 - fat.count)
        fat += other + [UInt8](repeating: 0xfe, count: 0x1000) + ExecutableWriter(format: .mach).bytes
        #expect(try inspect(fat).evidence?.records.first?.name == "example.com/app")
        let wordClass = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52] + [UInt8](repeating: 0, count: 600)
        #expect(try inspect(wordClass).evidence == nil)
        let patterns = GoBinaryCataloger().patterns
        #expect(!patterns.contains { if case .magic(let magic) = $0 { wordClass.starts(with: magic) } else { false } })
    }

    @Test("that are cut, changed or lie about their size never trap", arguments: forms)
    func mutations(_ writer: ExecutableWriter) throws {
        let bytes = writer.bytes
        var mutations = Mutations(of: bytes, seed: 5)
        for broken in mutations.prefixes + mutations.flips(100) + mutations.splices(50) + mutations.noise(16) {
            _ = try inspect(broken)
            _ = try inspect(broken, size: 1 << 40)
        }
        for place in 4..<256 {
            for value: UInt8 in [0, 0x7f, 0x80, 0xff] {
                var broken = bytes
                for index in place..<min(place + 8, broken.count) { broken[index] = value }
                _ = try inspect(broken)
            }
        }
    }

    @Test("that name more modules than any real one are read as far as the limit")
    func manyModules() {
        let lines = "mod\texample.com/a\tv1\n" + String(repeating: "dep\tx\n", count: Evidence.recordLimit + 5000)
        let info = GoBuildInfo(goVersion: "go1.21", text: lines.utf8.span)
        #expect(info.dependencies.count == Evidence.recordLimit + 1)
        let records = info.records(ofFile: "app")
        #expect(records.count > Evidence.recordLimit)
        #expect(records[0].dependencies.count == Evidence.recordLimit + 1)
        let settings = (0..<5000).map { "build\tk\($0)=v\n" }.joined()
        #expect(GoBuildInfo(goVersion: "go1.21", text: settings.utf8.span).settings.count == 1000)
        let tabs = GoBuildInfo(goVersion: "go1.21", text: "dep\ta\tv1\th1:x\ty\tz\nbuild\tk=a\tb\n".utf8.span)
        #expect(tabs.dependencies.map(\.module) == [GoBuildInfo.Module(path: "a", version: "v1", sum: "h1:x")])
        #expect(tabs.settings == ["k": "a\tb"])
    }

    @Test("with a thousand false beginnings are given up in time")
    func falseBeginnings() throws {
        var writer = ExecutableWriter()
        writer.distance = 1 << 20
        var bytes = writer.bytes
        for place in stride(from: 0x400, to: 1 << 20, by: 16) {
            for (index, byte) in GoBuildInfoBlob.magic.enumerated() { bytes[place + index] = byte }
        }
        #expect(try inspect(bytes).evidence == nil)
    }

    @Test(
        "tell the main module's version by what is best known",
        arguments: [
            ("mod\texample.com/a\tv1.0.0\t", nil, "v1.0.0", nil),
            (
                "mod\texample.com/a\t(devel)\t\nbuild\t-ldflags=\"-X other/pkg.Version=9.9.9 -X 'example.com/a/v.Tag=1.2.3-rc.1'\"",
                nil, "v1.2.3-rc.1", "ldflags"
            ),
            ("mod\texample.com/a\t(devel)\t\nbuild\t-ldflags=-X=main.version=dev", "v7.0.0", "v7.0.0", "constant"),
            (
                "mod\texample.com/a\t(devel)\t\nbuild\tvcs.revision=0123456789abcdef\nbuild\tvcs.time=2024-05-06T07:08:09Z",
                nil, "(devel)", nil
            ),
            // A pseudo-version without a tag before it orders before every release, so that the linker's word goes first.
            (
                "mod\texample.com/a\tv0.0.0-20240308185742-abcdef123456\t\nbuild\t-ldflags=\"-X main.version=1.5.0\"",
                nil, "v1.5.0", "ldflags"
            ),
            ("mod\texample.com/a\tv0.0.0-20240308185742-abcdef123456\t", nil, "(devel)", nil),
            (
                "mod\texample.com/a\tv1.2.4-0.20240308185742-abcdef123456\t", nil,
                "v1.2.4-0.20240308185742-abcdef123456", nil
            ),
            ("mod\texample.com/a\t(devel)\t\nbuild\tvcs.revision=01\nbuild\tvcs.time=yesterday", nil, "(devel)", nil),
            ("path\texample.com/a", nil, "(devel)", nil),
        ] as [(String, String?, String, String?)])
    func versions(_ modules: String, _ constant: String?, _ version: String, _ from: String?) {
        var info = GoBuildInfo(goVersion: "go1.21", text: modules.utf8.span)
        info.constantVersion = constant
        let record = info.records(ofFile: "app")[0]
        #expect(record.name == "example.com/a")
        #expect(record.version == version)
        #expect(record.attributes["versionFrom"] == from)
    }

    @Test(
        "have a version among their constants where one alone stands between zeros",
        arguments: [
            (["\0v1.2.3\0"], "v1.2.3"), (["\01.2.3+ds1\0x"], "v1.2.3+ds1"), (["\01.2.3\01.2.3\0"], "v1.2.3"),
            (["\01.2.3\01.2.4\0"], nil),
            (["1.2.3\0"], nil), (["\01.2\0"], nil), (["\01.2.3.4\0"], nil), (["\01.2.3+a+b\0"], nil),
            (["\01.2", ".3\0"], "v1.2.3"),
            (["\0", "1.2.3\0"], "v1.2.3"), (["\01.2.3", "\0"], "v1.2.3"), (["\01.2.3"], nil), (["\0go1.2.3\0"], nil),
            (["\01.2.3-rc.1\0"], "v1.2.3-rc.1"),
        ] as [([String], String?)])
    func constants(_ parts: [String], _ version: String?) {
        var search = GoVersionSearch()
        for part in parts { search.receive(part.utf8.span) }
        #expect(search.version == version)
    }

    @Test(
        "name the standard library by the version of Go",
        arguments: [
            ("go1.22.3", "1.22.3"), ("go1.20.1 X:boringcrypto", "1.20.1"), ("devel go1.23-abcdef Thu", "1.23-abcdef"),
            ("", ""),
        ])
    func library(_ goVersion: String, _ version: String) {
        #expect(GoModule.libraryVersion(goVersion) == version)
    }

    @Test(
        "are named in package URLs by the whole path of the module",
        arguments: [
            (
                "github.com/Azure/go-autorest/v2", "v2.0.0+incompatible",
                "pkg:golang/github.com/Azure/go-autorest/v2@v2.0.0%2Bincompatible"
            ),
            ("stdlib", "1.22.3", "pkg:golang/stdlib@1.22.3"),
            ("gopkg.in/yaml.v3", "(devel)", "pkg:golang/gopkg.in/yaml.v3"),
            ("a/b c", "v1", "pkg:golang/a/b%20c@v1"),
        ])
    func urls(_ path: String, _ version: String, _ url: String) {
        #expect(GoModule.url(path: path, version: version).description == url)
    }
}
