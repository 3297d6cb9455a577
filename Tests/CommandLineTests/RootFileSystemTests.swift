import Bytes
import Glibc
import JSON
import TestSupport
import Testing

@Suite("Root file systems")
struct RootFileSystemTests {
    private let place: Workplace
    private let root: String

    /// A root beside which stands what nobody may find from inside.
    init() throws {
        place = try Workplace()
        root = place("root")
        for entry in SampleImages.image().layers.joined() where entry.kind == .file {
            try place.folder.write("root/\(entry.path)", entry.content)
        }
        try place.folder.write("outside/lib/apk/db/installed", text: "P:evil\nV:1-r0\nA:x86_64\n\n")
        try place.folder.write(
            "outside/evil-1.dist-info/METADATA", text: "Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
        try place.folder.write("outside/go.mod", text: "module evil\n\nrequire example.org/evil v1.0.0\n")
    }

    private static let names = ["example.org/deep", "hull", "libkeel1", "sample-tool"]

    private func names(_ target: String) throws -> [String] {
        let report = try place.survive(target).report()
        #expect(report.diagnostics.isEmpty, "\(report.diagnostics)")
        return report.names.map { $0 == "Sample.Tool" || $0 == "sample_tool" ? "sample-tool" : $0 }.sorted()
    }

    @Test("a tree on disk is read like an image, under each of its schemes")
    func schemes() throws {
        #expect(try names(root) == Self.names)
        let reports = try [root, "\(root)/", "dir:\(root)", "rootfs:\(root)"].map {
            try place.run("scan", $0, "--format", "json").output
        }
        #expect(Set(reports).count == 1)
        let report = try place.report(root)
        #expect(report.matches.count == 5)
        #expect(report.value["image"]?["digest"] == nil)
        #expect(report.packageValues.allSatisfy { $0["layer"] == .null })
    }

    @Test("--exclude leaves a folder out, and is refused for images and bills")
    func exclusion() throws {
        let report = try place.run("scan", root, "--format", "json", "--exclude", "/usr").report()
        #expect(!report.names.contains("Sample.Tool"))
        #expect(report.diagnostics.count == 1)
        let image = try SampleImages.image().writeLayout(place.folder)
        for words in [["scan", image], ["explain", image, "CVE-2024-0001"], ["profile", "derive", image]] {
            let run = try place.run(words + ["--exclude", "/usr"])
            #expect(run.end != .exited(0))
            #expect(run.errorText.contains("--exclude applies to"), "\(words): \(run.errorText)")
        }
    }

    @Test("links lead nowhere, out of the root least of all")
    func links() throws {
        mkdir(place("root/lib"), 0o755)
        mkdir(place("root/opt"), 0o755)
        let site = "root/usr/local/lib/python3.11/dist-packages"
        symlink(place("outside/lib/apk"), place("root/lib/apk"))
        symlink("../outside", place("root/absolute"))
        symlink("../../outside", place("root/opt/relative"))
        symlink("/", place("root/opt/machine"))
        symlink("loop", place("root/opt/loop"))
        symlink(".", place("root/opt/here"))
        symlink("..", place("root/opt/up"))
        symlink("../srv", place("root/opt/twice"))
        symlink(place("outside/evil-1.dist-info"), place("\(site)/evil-1.dist-info"))
        symlink(place("outside/go.mod"), place("root/opt/go.mod"))
        #expect(try names(root) == Self.names)
    }

    @Test("the root may itself be named by a link")
    func linkedRoot() throws {
        symlink("root", place("link"))
        #expect(try names(place("link")) == Self.names)
    }

    @Test("FIFOs, sockets and deep folders do not stop the walk")
    func oddFiles() throws {
        mkfifo(place("root/etc/lsb-release"), 0o644)
        mkdir(place("root/srv/pipe"), 0o755)
        mkfifo(place("root/srv/pipe/go.mod"), 0o644)
        #expect(try names(root) == Self.names)
        var deep = "root/deep"
        for _ in 0..<300 { deep += "/d" }
        try place.folder.write("\(deep)/go.mod", text: "module x\n")
        let report = try place.survive(root).report()
        #expect(report.packageValues.count == Self.names.count)
        #expect(report.diagnosticCodes == ["limitExceeded"])
    }

    @Test(
        "what may not be read is said, and the rest is read", .enabled(if: getuid() != 0 || Program.isRunnableByNobody))
    func permissions() throws {
        place.openToNobody()
        try place.folder.write("root/opt/app/go.mod", text: "module x\n", mode: 0)
        mkdir(place("root/opt/secret"), 0)
        let run = try place.run("scan", root, "--format", "json", asNobody: true)
        #expect(run.end == .exited(0))
        let report = try run.report()
        #expect(report.packageValues.count == Self.names.count)
        #expect(report.diagnosticCodes == ["unreadable"])
        #expect(report.diagnostics.compactMap { $0["path"]?.string } == ["/opt/app/go.mod", "/opt/secret"])
        chmod(place("root/opt/secret"), 0o755)
    }

    @Test("a file is no root")
    func file() throws {
        let run = try place.run("scan", "dir:\(place("root/etc/os-release"))")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("not a directory"))
    }
}
