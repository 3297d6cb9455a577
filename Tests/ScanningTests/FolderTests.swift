import Catalogers
import Inventory
import Layers
import Scanning
import TestSupport
import Testing

@Suite("Folders that catalogers want")
struct FolderTests {
    private static let hash = "0c0w4d9wcfj1g6p2yzq8s8x3m2v5k7ra"
    private static let store: [TarWriter.Entry] = [
        .init("nix/store", kind: .directory), .init("nix/store/\(hash)-zlib-1.3", kind: .directory),
        .init("nix/store/\(hash)-zlib-1.3/lib-2.0", kind: .directory),
        .init("nix/store/\(hash)-zlib-1.3/lib-2.0/libz.so", text: "x"), .init("nix/store/\(hash)-file-1.0", text: "x"),
    ]

    @Test("are found by their names in layers, and go when a layer takes them away")
    func layers() throws {
        let catalogers: [any Cataloger] = [NixCataloger()]
        let path = "nix/store/\(Self.hash)-zlib-1.3"
        let found = try ScannedImage.inventory([Self.store, [.init(path, kind: .directory)]], catalogers: catalogers)
        #expect(ScannedImage.lines(found) == ["zlib 1.3 @0 \(path)"])
        let gone = try ScannedImage.inventory(
            [Self.store, [.init("nix/store/.wh.\(Self.hash)-zlib-1.3")]], catalogers: catalogers)
        #expect(gone.packages.isEmpty)
    }

    @Test("are found by their names in a root file system")
    func root() throws {
        let folder = try TemporaryFolder()
        try folder.write("root/nix/store/\(Self.hash)-zlib-1.3/lib/libz.so", text: "x")
        let found = try ImageScanner(catalogers: [NixCataloger()], limits: Limits(), cacheDirectory: nil)
            .scan(rootFileSystem: folder("root"), target: "root")
        #expect(found.packages.map(\.purl.description) == ["pkg:nix/zlib@1.3?outputhash=\(Self.hash)"])
    }

    @Test("what a package of Arch, Gentoo or OpenWrt owns is that package's")
    func owners() throws {
        let wheel = "usr/lib/python3.11/site-packages/a-1.0.dist-info/METADATA"
        let files: [TarWriter.Entry] = [
            .init("var/lib/pacman/local/python-a-1.0-1/desc", text: "%NAME%\npython-a\n\n%VERSION%\n1.0-1\n"),
            .init("var/lib/pacman/local/python-a-1.0-1/files", text: "%FILES%\nusr/\n\(wheel)\n"),
            .init(wheel, text: "Name: a\nVersion: 1.0\n"),
        ]
        let found = try ScannedImage.inventory([files], catalogers: [AlpmCataloger(), PythonInstalledCataloger()])
        #expect(found.packages.first { $0.type == .pypi }?.owner?.description == "pkg:alpm/arch/python-a@1.0-1")
    }
}
