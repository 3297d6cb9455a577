import Bytes
import JSON
import TestSupport
import Testing

@Suite("The same image gives the same bytes")
struct SameBytesTests {
    @Test(
        "in a folder, in an archive and in a registry, cold and warm",
        arguments: [ImageFixture.Compression.none, .gzip])
    func sameImage(compression: ImageFixture.Compression) throws {
        let place = try Workplace()
        var image = SampleImages.image()
        image.compression = compression
        let layout = try image.writeLayout(place.folder)
        let archive = try image.writeArchive(place.folder)
        let registry = try FakeRegistry()
        registry.put(image, in: "sample/image", tag: "one")
        let remote = "\(registry.authority)/sample/image"
        let first = try place.run("scan", layout, "--format", "json")
        try #require(first.code == 0, "\(first.errorText)")
        #expect(TestFiles.names(in: place.cache).count == 4)
        let commands = [
            [layout], ["oci-dir:\(layout)"], ["\(layout):latest"], [layout, "--no-cache"], [archive],
            [archive, "--no-cache"],
            ["oci-archive:\(archive)"], ["\(remote):one", "--plain-http"],
            ["\(remote):one", "--plain-http", "--no-cache"],
            ["\(remote)@\(image.digest)", "--plain-http", "--no-cache"],
            [layout, "--cache-dir", place("another")],
        ]
        for command in commands {
            let run = try place.run(["scan"] + command + ["--format", "json"])
            #expect(run.code == 0, "\(command): \(run.errorText)")
            #expect(run.output == first.output, "\(command)")
        }
    }

    @Test("archives of docker save give the same packages and matches", arguments: ImageFixture.DockerForm.allCases)
    func dockerArchive(form: ImageFixture.DockerForm) throws {
        let place = try Workplace()
        let image = SampleImages.image()
        let expected = try place.report(try image.writeLayout(place.folder))
        let found = try place.report(try image.writeDockerArchive(place.folder, form), "--no-cache")
        #expect(found.packageValues == expected.packageValues)
        #expect(found.matches == expected.matches)
    }

    @Test("a warm registry scan asks for no layer")
    func warmRegistry() throws {
        let place = try Workplace()
        let image = SampleImages.image()
        _ = try place.report(try image.writeLayout(place.folder))
        let registry = try FakeRegistry(fault: { request, _ in
            image.diffIDs.contains { request.path.hasSuffix($0.description) }
                ? .answer(FakeRegistry.error(500, "UNKNOWN", "no layers today")) : nil
        })
        registry.put(image, in: "sample")
        #expect(try place.report("\(registry.authority)/sample", "--plain-http").matches.count == 5)
    }

    @Test("the cache of one build of catalogers and one user is nobody else's to read")
    func modes() throws {
        let place = try Workplace()
        _ = try place.report(try SampleImages.image().writeLayout(place.folder))
        let lines = try FolderTree.lines(place("cache"))
        #expect(lines.contains { $0.hasPrefix("/hullmark/layers directory \(0o700) ") }, "\(lines)")
    }
}
