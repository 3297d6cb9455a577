import Bytes
import JSON
import TestSupport
import Testing

@Suite("Archives that nobody honest writes")
struct CraftedTarTests {
    /// One hostile archive, and what must be said of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let bytes: [UInt8]
        /// The code of a diagnostic; nothing where the archive is odd but well.
        let code: String?

        init(_ name: String, _ code: String?, _ bytes: [UInt8]) {
            (testDescription, self.code, self.bytes) = (name, code, bytes)
        }

        init(_ name: String, _ code: String?, entries: [TarWriter.Entry]) {
            self.init(name, code, TarWriter.archive(entries))
        }
    }

    private static let evil = "Package: evil\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n"
    private static let most = CraftedTar.base256(UInt64(Int.max))

    private static let cases: [Case] = [
        Case(
            "paths that leave the root", "unsafePath",
            entries: [
                TarWriter.Entry("../../../../../../var/lib/dpkg/status", text: evil),
                TarWriter.Entry("usr/../var/lib/dpkg/status", text: evil), TarWriter.Entry("..", text: evil),
            ]),
        Case(
            "a hard link out of the root", "unsafePath",
            entries: [
                TarWriter.Entry("usr/lib/os-release", kind: .hardLink("../../../../etc/passwd"))
            ]),
        Case(
            "a hard link to a file of the machine", "unreadable",
            entries: [
                TarWriter.Entry(
                    "usr/lib/python3/dist-packages/x-1.dist-info/METADATA", kind: .hardLink("/etc/hostname"))
            ]),
        Case(
            "links that loop", "unreadable",
            entries: [
                TarWriter.Entry("a", kind: .symbolicLink("b")), TarWriter.Entry("b", kind: .symbolicLink("a")),
                TarWriter.Entry("c", kind: .symbolicLink("c")),
                TarWriter.Entry("d", kind: .symbolicLink("../../../../..")),
                TarWriter.Entry("e/METADATA", kind: .hardLink("f/METADATA")),
                TarWriter.Entry("f/METADATA", kind: .hardLink("e/METADATA")),
                TarWriter.Entry(
                    "usr/lib/python3/dist-packages/x-1.dist-info/METADATA",
                    kind: .hardLink("usr/lib/python3/dist-packages/x-1.dist-info/METADATA")),
            ]),
        Case(
            "a FIFO and a link where a database is sought", "unreadable",
            entries: [
                TarWriter.Entry("lib/apk/db/installed", kind: .fifo),
                TarWriter.Entry("var/lib/rpm/rpmdb.sqlite", kind: .symbolicLink("/dev/zero")),
            ]),
        Case(
            "a size larger than the archive", "truncated",
            CraftedTar.header("srv/setup.py", size: Array("00000077777".utf8)) + [1, 2, 3]),
        Case("a size of eight gigabytes", "truncated", CraftedTar.header("srv/x", size: Array("77777777777".utf8))),
        Case("the largest size", "limitExceeded", CraftedTar.header("srv/x", size: most)),
        Case("the largest size of a whiteout", "limitExceeded", CraftedTar.header("srv/.wh.x", size: most)),
        Case(
            "the largest size of a directory", nil, CraftedTar.header("srv/x", size: most, type: "5") + CraftedTar.end),
        Case(
            "a size beyond all numbers", "malformed",
            CraftedTar.header("srv/x", size: [0x80] + [UInt8](repeating: 0xff, count: 11))),
        Case("a negative size", "malformed", CraftedTar.header("srv/x", size: [UInt8](repeating: 0xff, count: 12))),
        Case("a size that is no number", "malformed", CraftedTar.header("srv/x", size: Array("nonsense".utf8))),
        Case(
            "the largest size in a pax record", "limitExceeded",
            CraftedTar.pax(["size": "9223372036854775807"]) + CraftedTar.header("x")),
        Case(
            "a pax size beyond all numbers", "malformed",
            CraftedTar.pax(["size": "99999999999999999999"]) + CraftedTar.header("x")),
        Case(
            "a pax header of gigabytes", "limitExceeded",
            CraftedTar.header("x", size: Array("37777777777".utf8), type: "x")),
        Case("a long name of the largest size", "limitExceeded", CraftedTar.header("x", size: most, type: "L")),
        Case("a global header of the largest size", "malformed", CraftedTar.header("x", size: most, type: "g")),
        Case(
            "a sparse file with the largest size", "limitExceeded",
            CraftedTar.pax(["GNU.sparse.realsize": "9223372036854775807", "GNU.sparse.map": "9223372036854775806,1"])
                + CraftedTar.header("var/lib/dpkg/status", size: Array("1".utf8)) + [UInt8](repeating: 0x41, count: 512)
                + CraftedTar.end),
        Case(
            "a sparse database of terabytes", "limitExceeded",
            CraftedTar.pax(["GNU.sparse.realsize": "9000000000000", "GNU.sparse.map": "8999999999999,1"])
                + CraftedTar.header("lib/apk/db/installed", size: Array("1".utf8))
                + [UInt8](repeating: 0x41, count: 512)
                + CraftedTar.end),
        Case(
            "a sparse map out of order", "malformed",
            CraftedTar.pax(["GNU.sparse.size": "100", "GNU.sparse.map": "50,10,0,10"])
                + CraftedTar.header("x", size: Array("24".utf8))),
        Case(
            "a path of ten thousand bytes", "limitExceeded",
            entries: [
                TarWriter.Entry(String(repeating: "d/", count: 5000) + "go.mod", text: "module x\n")
            ]),
        Case("a wrong check sum", "malformed", [UInt8](repeating: 0x41, count: 1024)),
        Case("one blank block", nil, [UInt8](repeating: 0, count: 512)),
        Case("no byte at all", nil, []),
        Case(
            "names that are no text", nil,
            entries: [
                TarWriter.Entry("\u{fffd}\u{0}x"), TarWriter.Entry("srv/\u{1b}[2J/go.mod", text: "module x\n"),
                TarWriter.Entry("a\nb\r", text: "x"),
            ]),
        Case(
            "ten thousand files of one name", nil,
            entries: (0..<10_000).map { _ in TarWriter.Entry("srv/requirements.txt", text: "a==1\n") }),
    ]

    @Test("each is read as far as it makes sense, beside a good layer", arguments: cases)
    func layer(hostile: Case) throws {
        let place = try Workplace()
        let target = try CraftedLayout.write([TarWriter.archive(SampleImages.base()), hostile.bytes], in: place.folder)
        let run = try place.survive(target)
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        let report = try run.report()
        #expect(report.package("hull") != nil)
        #expect(report.package("evil") == nil)
        #expect(report.diagnosticCodes == (hostile.code.map { [$0] } ?? []), "\(report.diagnostics)")
        #expect(report.diagnostics.allSatisfy { $0["layerIndex"]?.integer == 1 })
        #expect(try place.survive(target).output == run.output, "twice the same")
    }

    @Test("each as an image archive itself is refused in a sentence", arguments: cases)
    func outerArchive(hostile: Case) throws {
        let place = try Workplace(hasAdvisories: false)
        let run = try place.survive(try place.folder.write("image.tar", hostile.bytes))
        #expect(run.end == .exited(1))
    }

    @Test("each behind an image's documents does not spoil them", arguments: cases)
    func behindDocuments(hostile: Case) throws {
        let place = try Workplace()
        let image = SampleImages.image()
        let files = ImageFixture.layout([("latest", image)]).map { TarWriter.Entry($0.path, $0.bytes) }
        var writer = TarWriter()
        for file in files { writer.append(file) }
        let target = try place.folder.write("image.tar", writer.bytes + hostile.bytes)
        #expect(try place.survive(target).report().matches.count == 5)
    }

    @Test("an absolute path is a path of the image")
    func absolutePaths() throws {
        let place = try Workplace()
        let target = try ImageFixture([
            [
                TarWriter.Entry("/etc/os-release", text: SampleImages.release("12")),
                TarWriter.Entry("/var/lib/dpkg/status", text: SampleImages.status),
            ]
        ]).writeLayout(place.folder)
        let report = try place.survive(target).report()
        #expect(report.names == ["hull", "libkeel1"])
        #expect(report.package("hull")?["locations"]?[0]?.string == "/var/lib/dpkg/status")
    }

    @Test("an absolute link of an archive's blob stays inside the archive")
    func linkedBlob() throws {
        let place = try Workplace()
        var entries = SampleImages.image().dockerArchive(.old)
        for index in entries.indices where entries[index].path.hasSuffix("/layer.tar") {
            entries[index] = TarWriter.Entry(entries[index].path, kind: .symbolicLink("/etc/passwd"))
        }
        let run = try place.survive(try place.folder.write("image.tar", TarWriter.archive(entries)))
        #expect(run.end == .exited(1))
        #expect(!run.errorText.contains("root:"))
    }
}
