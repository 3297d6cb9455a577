import Bytes
import Glibc
import JSON
import Platform
import TestSupport
import Testing

@Suite("Targets that are no images")
struct OddTargetTests {
    private let place: Workplace

    init() throws { place = try Workplace(hasAdvisories: false) }

    @Test("an empty file, a text, a program and devices are refused in a sentence")
    func files() throws {
        let targets = [
            try place.folder.write("empty", []), try place.folder.write("text", text: "hello\n"), try Program.path(),
            "/dev/null",
            "/dev/zero", try place.folder.write("gzip", storedGzip(TarWriter.archive(SampleImages.base()))),
        ]
        for target in targets {
            let run = try place.survive(target)
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains(target))
        }
    }

    @Test("an image's name is asked of its registry, whatever folder has that name")
    func folderOfThatName() throws {
        try place.folder.write("localhost:1/debian/etc/os-release", text: "ID=debian\n")
        let arguments = ["-C", place.folder.path, try Program.path(), "scan", "--no-cache", "--offline"]
        let named = try ChildProcess.run("/usr/bin/env", arguments + ["localhost:1/debian:12"])
        #expect(named.end == .exited(1))
        let folder = try ChildProcess.run("/usr/bin/env", arguments + ["localhost:1/debian"])
        #expect(folder.end == .exited(0))
    }

    @Test("a FIFO is refused at once, as a target and as a part of one")
    func fifo() throws {
        mkfifo(place("fifo"), 0o644)
        let layout = try SampleImages.image().writeLayout(place.folder)
        for part in ["index.json", "oci-layout"] {
            unlink("\(layout)/\(part)")
            mkfifo("\(layout)/\(part)", 0o644)
        }
        for target in [place("fifo"), "oci-archive:\(place("fifo"))", "dir:\(place("fifo"))", layout] {
            #expect(try place.survive(target, timeLimit: .seconds(20)).end == .exited(1))
        }
    }

    @Test("a layer that is no file is a layer that cannot be read", arguments: ["FIFO", "/dev/zero", "/"])
    func oddLayer(_ kind: String) throws {
        let image = SampleImages.image()
        let layout = try image.writeLayout(place.folder)
        let blob = "\(layout)/blobs/sha256/\(image.diffIDs[1].hex)"
        unlink(blob)
        if kind == "FIFO" { mkfifo(blob, 0o644) } else { symlink(kind, blob) }
        let report = try place.survive(layout, timeLimit: .seconds(20)).report()
        #expect(report.names == ["example.org/deep", "hull", "libkeel1"])
        #expect(report.diagnosticCodes == ["unreadable"])
        #expect(report.diagnostics.first?["message"]?.string?.contains("not a regular file") == true)
    }

    @Test("a link that leads to itself is no target")
    func loop() throws {
        symlink("loop", place("loop"))
        #expect(try place.survive(place("loop")).end == .exited(1))
    }

    @Test(
        "a directory in which nothing is recognised is refused, and never a clean root file system",
        arguments: [
            [:], ["README": "x"], ["layers/a.tar": "x", "readme.json": "{}"], ["blob": "x", "version": "1"],
        ] as [[String: String]])
    func unrecognised(_ files: [String: String]) throws {
        mkdir(place("nothing"), 0o755)
        for (path, text) in files { try place.folder.write("nothing/\(path)", text: text) }
        for command in ["scan", "sbom"] {
            for scheme in ["", "dir:", "rootfs:"] {
                let run = try place.run(command, "\(scheme)\(place("nothing"))")
                #expect(run.end == .exited(1))
                #expect(run.output.isEmpty)
                #expect(run.errorText.contains("nothing in \(scheme)\(place("nothing")) was recognised"))
            }
        }
    }

    @Test("a directory of which something is known is read, packages or not")
    func recognised() throws {
        try place.folder.write("debian/etc/os-release", text: "ID=debian\nVERSION_ID=12\n")
        #expect(try place.survive(place("debian")).end == .exited(0))
    }

    @Test(
        "what the user may not read ends with 1 and is named", .enabled(if: getuid() != 0 || Program.isRunnableByNobody)
    )
    func unreadable() throws {
        place.openToNobody()
        try place.folder.write("secret.tar", TarWriter.archive([]), mode: 0)
        mkdir(place("secrets"), 0)
        let layout = try SampleImages.image().writeLayout(place.folder)
        chmod("\(layout)/index.json", 0)
        for target in [place("secret.tar"), place("secrets"), layout] {
            let run = try place.run("scan", target, asNobody: true)
            #expect(run.end == .exited(1), "\(target)")
            #expect(run.errorText.contains("ermission denied"), "\(run.errorText)")
        }
        chmod(place("secrets"), 0o755)
    }
}
