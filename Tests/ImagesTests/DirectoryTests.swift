import Bytes
import Glibc
import Images
import Layers
import Platform
import TestSupport
import Testing

@Suite("Images in directories")
struct DirectoryTests {
    private static let fixture = ImageFixture([
        [TarWriter.Entry("etc/os-release", text: "ID=debian\n")], [TarWriter.Entry("app", text: "x")],
    ])

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func find(_ target: String) throws -> ImageFinder.Found {
        try ImageFinder(platform: nil, limits: Limits()).find(ImageTarget(target))
    }

    private func image(_ target: String) throws -> Image {
        guard case .image(let image) = try find(target) else { throw LoopbackFailure("\(target) is not an image") }
        return image
    }

    private func unpack(_ entries: [TarWriter.Entry], to name: String) throws -> String {
        for entry in entries where entry.kind == .file { try folder.write("\(name)/\(entry.path)", entry.content) }
        return folder(name)
    }

    private func expectLayers(of image: Image) throws {
        #expect(image.layers.map(\.diffID) == Self.fixture.diffIDs)
        for layer in image.layers {
            let stream = LayerStream(layer.blob, limits: Limits())
            #expect(try stream.finish().diffID == layer.diffID)
        }
    }

    @Test("an unpacked docker save is read like the archive", arguments: ImageFixture.DockerForm.allCases)
    func dockerSave(_ form: ImageFixture.DockerForm) throws {
        let path = try unpack(Self.fixture.dockerArchive(form, tags: ["app:1", "app:2"]), to: "saved")
        for target in [path, "docker-archive:\(path)", "docker-archive:\(path):app:2"] {
            try expectLayers(of: image(target))
        }
        #expect(throws: ImageError.self) { try image("docker-archive:\(path):app:3") }
    }

    @Test("links between the files of an unpacked docker save are followed, and none leads out of it")
    func links() throws {
        let path = try unpack(Self.fixture.dockerArchive(.old), to: "saved")
        let (first, second) = (Self.fixture.diffIDs[0].hex, Self.fixture.diffIDs[1].hex)
        rename("\(path)/\(first)/layer.tar", "\(path)/first.tar")
        symlink("../first.tar", "\(path)/\(first)/layer.tar")
        try expectLayers(of: image(path))
        rename("\(path)/\(second)/layer.tar", folder("outside.tar"))
        for target in ["../../outside.tar", folder("outside.tar"), "layer.tar"] {
            unlink("\(path)/\(second)/layer.tar")
            symlink(target, "\(path)/\(second)/layer.tar")
            let layer = try #require(try image(path).layers.last)
            #expect(throws: (any Error).self) { try LayerStream(layer.blob, limits: Limits()).finish() }
        }
    }

    @Test("a layout and an archive of one are read without the file oci-layout")
    func withoutMarker() throws {
        let path = try Self.fixture.writeLayout(folder)
        unlink("\(path)/oci-layout")
        try expectLayers(of: image(path))
        try expectLayers(of: image("\(path):latest"))
        let files = ImageFixture.layout([("latest", Self.fixture)]).filter { $0.path != "oci-layout" }
        let archive = try folder.write(
            "layout.tar", TarWriter.archive(files.map { TarWriter.Entry($0.path, $0.bytes) }))
        try expectLayers(of: image(archive))
    }

    @Test(
        "a directory that holds an image in a form that is not read is refused by name",
        arguments: [
            (["oci-layout": "{}", "blobs/sha256/aa": ""], "index.json is missing"),
            (["blobs/sha256/aa": ""], "index.json is missing"),
            (
                ["manifest.json": #"{"schemaVersion":2,"config":{"digest":"x"},"layers":[]}"#, "version": "1.1"],
                "skopeo"
            ),
            (["manifest.json": #"{"schemaVersion":2,"config":{"digest":"x"},"layers":[]}"#], "skopeo"),
            (["repositories": "{}", "abc/layer.tar": "", "abc/json": "{}"], "Docker older than 1.10"),
            (
                ["config.json": #"{"ociVersion":"1.0.2","root":{"path":"rootfs"}}"#, "rootfs/etc/os-release": ""],
                "rootfs"
            ),
            (["overlay-images/images.json": "[]"], "podman:NAME"),
            (["image/overlay2/repositories.json": "{}"], "docker:NAME"),
            (["io.containerd.content.v1.content/x": ""], "containerd:NAME"),
        ] as [([String: String], String)])
    func refused(_ files: [String: String], _ reason: String) throws {
        for (path, text) in files { try folder.write("held/\(path)", text: text) }
        for target in [folder("held"), "dir:\(folder("held"))", "rootfs:\(folder("held"))"] {
            let error = #expect(throws: ImageError.self) { try find(target) }
            #expect(error?.code == .unsupported)
            #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
        }
    }

    @Test(
        "files of such names do not keep a root file system or a project from being read",
        arguments: [
            ["etc/os-release": "ID=debian\n", "config.json": #"{"ociVersion":"1"}"#, "manifest.json": "{}"],
            ["usr/lib/os-release": "ID=debian\n", "repositories": "", "blobs/sha256/aa": ""],
            ["package.json": "{}", "manifest.json": #"{"name":"site","icons":[]}"#, "index.json": #"{"a":1}"#],
            ["config.json": "no JSON", "manifest.json": "[1]", "index.json": "[]"],
        ] as [[String: String]])
    func rootFileSystems(_ files: [String: String]) throws {
        for (path, text) in files { try folder.write("root/\(path)", text: text) }
        guard case .rootFileSystem(let path) = try find(folder("root")) else {
            Issue.record("not a root file system")
            return
        }
        #expect(path == folder("root"))
    }
}
