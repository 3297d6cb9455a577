import Glibc
import JSON
import TestSupport
import Testing

@Suite("Targets from pipes")
struct PipeTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        _ = try SampleImages.image().writeLayout(place.folder)
        _ = try SampleImages.image().writeArchive(place.folder)
        _ = try SampleImages.image().writeDockerArchive(place.folder, .old)
        try place.folder.write("oci.tar.gz", storedGzip(try TestFiles.bytes(at: place("oci.tar"))))
        try place.run("sbom", place("layout"), "--output", place("bill.json"))
    }

    private static let packages = ["example.org/deep", "hull", "libkeel1", "sample-tool"]

    @Test(
        "archives and bills are read from standard input and from what the shell opens",
        arguments: [
            "cat oci.tar | $HULLMARK scan -f json -", "cat docker.tar | $HULLMARK scan -f json -",
            "cat oci.tar.gz | $HULLMARK scan -f json -", "tar -C layout -cf - . | $HULLMARK scan -f json -",
            "$HULLMARK scan -f json - < oci.tar", "$HULLMARK scan -f json /dev/stdin < oci.tar.gz",
            "cat oci.tar | $HULLMARK scan -f json /dev/stdin", "$HULLMARK scan -f json <(cat docker.tar)",
            "cat oci.tar | $HULLMARK scan -f json oci-archive:-",
            "cat oci.tar | $HULLMARK scan -f json oci-archive:-:latest",
            "cat docker.tar | $HULLMARK scan -f json docker-archive:/dev/stdin",
            "cat bill.json | $HULLMARK scan -f json sbom:-", "cat bill.json | $HULLMARK scan -f json sbom:/dev/stdin",
            "$HULLMARK scan -f json sbom:<(cat bill.json)", "cat bill.json | $HULLMARK scan -f json -",
            "$HULLMARK scan -f json <(cat bill.json)", "$HULLMARK scan -f json sbom:- < bill.json",
            "exec 7< oci.tar; $HULLMARK scan -f json /proc/self/fd/7",
            "(sleep 0.2; cat oci.tar) | $HULLMARK scan -f json -",
        ])
    func streams(_ command: String) throws {
        let run = try place.shell("cd \(place.folder.path) && \(command)")
        #expect(run.end == .exited(0), "\(run.errorText)")
        let names = try run.report().names.map { $0.lowercased().hasPrefix("sample") ? "sample-tool" : $0 }
        #expect(names.sorted() == Self.packages)
    }

    @Test("what came through a pipe has the same report as the file")
    func sameReport() throws {
        let file = try place.report(place("oci.tar"))
        let run = try place.shell("cat \(place("oci.tar")) | $HULLMARK scan -f json -")
        #expect(try run.report().matches == file.matches)
        #expect(try run.report().value["image"]?["digest"] == file.value["image"]?["digest"])
    }

    @Test("both sides of a comparison may be streams, and one stream may be both sides")
    func comparison() throws {
        let two = try place.shell("cd \(place.folder.path) && $HULLMARK diff <(cat oci.tar) <(cat bill.json)")
        #expect(two.end == .exited(0), "\(two.errorText)")
        let one = try place.shell("cat \(place("oci.tar")) | $HULLMARK diff - -")
        #expect(one.end == .exited(0), "\(one.errorText)")
    }

    @Test(
        "streams that hold nothing to read end with 1 and say why",
        arguments: [
            ("true | $HULLMARK scan -", "- is neither an OCI archive"),
            ("$HULLMARK scan - < /dev/null", "standard input"),
            ("$HULLMARK scan - <&-", "standard input"), ("$HULLMARK scan - < /", "standard input"),
            ("echo hello | $HULLMARK scan -", "- is not an image archive"), ("true | $HULLMARK scan sbom:-", "-"),
            ("echo '{}' | $HULLMARK scan -", "-"), ("$HULLMARK scan /dev/fd/99", "/dev/fd/99 is not open"),
            ("$HULLMARK scan - < /dev/zero", "standard input"),
        ])
    func refused(_ command: String, _ reason: String) throws {
        let run = try place.shell(command, timeLimit: .seconds(60))
        #expect(run.end == .exited(1))
        #expect(run.output.isEmpty)
        #expect(run.errorText.contains(reason), "\(run.errorText)")
    }

    @Test("compressed archives need no home, and leave nothing in TMPDIR")
    func scratch() throws {
        mkdir(place("room"), 0o755)
        let run = try place.run(
            "scan", "--no-cache", place("oci.tar.gz"),
            environment: ["HOME": "/proc", "XDG_CACHE_HOME": "relative", "TMPDIR": place("room")])
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(TestFiles.names(in: place("room")).isEmpty)
        let poor = try place.run(
            "scan", "--no-cache", place("oci.tar.gz"),
            environment: ["HOME": "/proc", "XDG_CACHE_HOME": "/proc/x", "TMPDIR": "/proc/none"])
        #expect(poor.end == .exited(0), "\(poor.errorText)")
    }
}
