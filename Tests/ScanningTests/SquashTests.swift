import Inventory
import Layers
import Scanning
import TestSupport
import Testing

@Suite("Stacked layers")
struct SquashTests {
    /// Layers and the packages that are left of them.
    struct Stack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layers: [[TarWriter.Entry]]
        let lines: [String]

        init(_ name: String, _ layers: [[TarWriter.Entry]], _ lines: [String]) {
            testDescription = name
            self.layers = layers
            self.lines = lines
        }
    }

    private typealias Entry = TarWriter.Entry

    private static let base: [TarWriter.Entry] = [
        Entry("app", kind: .directory), Entry("app/a.pkgs", text: "a 1\n"), Entry("app/deep/b.pkgs", text: "b 1\n"),
        Entry("c.pkgs", text: "c 1\n"),
    ]
    private static let all = ["a 1 @0 app/a.pkgs", "b 1 @0 app/deep/b.pkgs", "c 1 @0 c.pkgs"]

    private static let stacks: [Stack] = [
        Stack("one layer", [base], all),
        Stack(
            "layers that touch other things", [base, [Entry("app/other", text: "x"), Entry("app", kind: .directory)]],
            all),
        Stack("a whiteout of a file", [base, [Entry("app/.wh.a.pkgs")]], Array(all[1...])),
        Stack("a whiteout of a directory", [base, [Entry(".wh.app")]], [all[2]]),
        Stack("an opaque directory", [base, [Entry("app/.wh..wh..opq")]], [all[2]]),
        Stack(
            "an opaque directory with new files, the mark last",
            [base, [Entry("app/n.pkgs", text: "n 1"), Entry("app/.wh..wh..opq")]], [all[2], "n 1 @1 app/n.pkgs"]),
        Stack("an opaque root", [base, [Entry(".wh..wh..opq"), Entry("z.pkgs", text: "z 1")]], ["z 1 @1 z.pkgs"]),
        Stack(
            "a whiteout and the file again in one layer",
            [base, [Entry(".wh.c.pkgs"), Entry("c.pkgs", text: "c 2")]], [all[0], all[1], "c 2 @1 c.pkgs"]),
        Stack(
            "a file that an upper layer writes again", [base, [Entry("c.pkgs", text: "c 2\nd 1")]],
            [all[0], all[1], "c 2 @1 c.pkgs", "d 1 @1 c.pkgs"]),
        Stack(
            "a package that stays in a file that grows",
            [base, [Entry("c.pkgs", text: "c 1\nd 1")], [Entry("c.pkgs", text: "c 1\nd 1\ne 1")]],
            [all[0], all[1], "c 1 @0 c.pkgs", "d 1 @1 c.pkgs", "e 1 @2 c.pkgs"]),
        Stack("a directory that becomes a file", [base, [Entry("app", text: "x")]], [all[2]]),
        Stack("a directory that becomes a link", [base, [Entry("app", kind: .symbolicLink("other"))]], [all[2]]),
        Stack(
            "a file that becomes a directory",
            [base, [Entry("c.pkgs", kind: .directory), Entry("c.pkgs/x.pkgs", text: "x 1")]],
            [all[0], all[1], "x 1 @1 c.pkgs/x.pkgs"]),
        Stack(
            "a file that becomes a directory which no entry names", [base, [Entry("c.pkgs/deep/x.pkgs", text: "x 1")]],
            [all[0], all[1], "x 1 @1 c.pkgs/deep/x.pkgs"]),
        Stack(
            "a file that replaces a directory in one layer",
            [base + [Entry("app", text: "x"), Entry("apple/d.pkgs", text: "d 1")]],
            [all[2], "d 1 @0 apple/d.pkgs"]),
        Stack(
            "a link that replaces a directory in one layer, and a file behind it",
            [base + [Entry("app", kind: .symbolicLink("o")), Entry("app/d.pkgs", text: "d 1")]],
            [all[2], "d 1 @0 app/d.pkgs"]),
        Stack(
            "a whiteout of what comes back two layers up",
            [base, [Entry(".wh.app")], [Entry("app/a.pkgs", text: "a 1")]],
            ["a 1 @2 app/a.pkgs", all[2]]),
        Stack(
            "whiteouts of names that only begin alike",
            [base, [Entry(".wh.ap"), Entry("app/.wh.a.pkg"), Entry("app/.wh.deep2")]], all),
        Stack("a whiteout in the lowest layer", [[Entry(".wh.c.pkgs")] + base], all),
        Stack("marks of AUFS", [base, [Entry(".wh..wh.aufs"), Entry(".wh..wh.plnk", kind: .directory)]], all),
        Stack("a whiteout with a package's name", [base, [Entry("app/.wh.x.pkgs", text: "never 1")]], all),
        Stack(
            "several entries for a path in one layer",
            [
                [
                    Entry("c.pkgs", text: "first 1"), Entry("c.pkgs", text: "second 1"), Entry("d.pkgs", text: "x 1"),
                    Entry("d.pkgs", kind: .directory),
                ]
            ],
            ["second 1 @0 c.pkgs"]),
        Stack("the same layer twice", [base, [Entry(".wh.c.pkgs")], base], [all[0], all[1], "c 1 @2 c.pkgs"]),
        Stack("layers with nothing", [[], base, []], all.map { $0.replacingLayer(with: 1) }),
    ]

    @Test("upper layers hide, replace and keep what lower ones have", arguments: stacks)
    func stacked(_ stack: Stack) throws {
        for stored in [{ $0 }, storedGzip] {
            let inventory = try ScannedImage.inventory(stack.layers, stored: stored)
            #expect(ScannedImage.lines(inventory) == stack.lines)
            #expect(inventory.diagnostics.isEmpty)
        }
    }

    @Test(
        "a hard link in the same layer is the file under another name",
        arguments: [
            // The file's own name says nothing, so that it must be read again for the link.
            [Entry("data", text: "a 1"), Entry("x.pkgs", kind: .hardLink("data"))],
            [Entry("data", text: "a 1"), Entry("other", text: "y"), Entry("x.pkgs", kind: .hardLink("./data"))],
            // One link to another.
            [
                Entry("data", text: "a 1"), Entry("second", kind: .hardLink("data")),
                Entry("x.pkgs", kind: .hardLink("second")),
            ],
        ])
    func hardLinks(_ entries: [TarWriter.Entry]) throws {
        for stored in [{ $0 }, storedGzip] {
            let inventory = try ScannedImage.inventory([entries], stored: stored)
            #expect(ScannedImage.lines(inventory) == ["a 1 @0 x.pkgs"])
            #expect(inventory.diagnostics.isEmpty)
        }
    }

    @Test("hard links that share a file share what is in it")
    func manyLinks() throws {
        let links = (0..<4).map { Entry("\($0).pkgs", kind: .hardLink("data")) }
        for stored in [{ $0 }, storedGzip] {
            let inventory = try ScannedImage.inventory([[Entry("data", text: "a 1")] + links], stored: stored)
            #expect(ScannedImage.lines(inventory) == ["a 1 @0 0.pkgs,1.pkgs,2.pkgs,3.pkgs"])
            #expect(inventory.diagnostics.isEmpty)
        }
        let lost = try ScannedImage.inventory([links])
        #expect(lost.diagnostics.map(\.path) == (0..<4).map { "\($0).pkgs" })
    }

    @Test("a hard link to a file that is read anyway has its evidence too")
    func matchedLink() throws {
        let inventory = try ScannedImage.inventory([
            [Entry("a.pkgs", text: "a 1"), Entry("b.pkgs", kind: .hardLink("a.pkgs"))], [Entry(".wh.a.pkgs")],
        ])
        #expect(ScannedImage.lines(inventory) == ["a 1 @0 b.pkgs"])
    }

    @Test("a file that takes a hard link's place is what counts")
    func replacedLink() throws {
        let inventory = try ScannedImage.inventory([
            [Entry("a.pkgs", text: "a 1"), Entry("b.pkgs", kind: .hardLink("a.pkgs")), Entry("b.pkgs", text: "b 1")]
        ])
        #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs", "b 1 @0 b.pkgs"])
    }

    @Test("hard links to nothing, or in a circle, are said", arguments: ["none", "x.pkgs", "y"])
    func lostLinks(_ target: String) throws {
        let inventory = try ScannedImage.inventory([
            Self.base + [Entry("x.pkgs", kind: .hardLink(target)), Entry("y", kind: .hardLink("x.pkgs"))]
        ])
        #expect(ScannedImage.lines(inventory) == Self.all)
        #expect(inventory.diagnostics.map(\.path) == ["x.pkgs"])
        #expect(inventory.diagnostics.first?.code == .unreadable)
    }

    @Test("symbolic links and directories are no package files, whatever their names")
    func otherKinds() throws {
        let inventory = try ScannedImage.inventory([
            Self.base + [
                Entry("x.pkgs", kind: .symbolicLink("app/a.pkgs")), Entry("y.pkgs", kind: .directory),
                Entry("z.pkgs", kind: .fifo),
            ]
        ])
        #expect(ScannedImage.lines(inventory) == Self.all)
    }
}

extension String {
    /// A package's line with its layer changed.
    fileprivate func replacingLayer(with layer: Int) -> String {
        let parts = split(separator: "@")
        return "\(parts[0])@\(layer)\(parts[1].drop { $0 != " " })"
    }
}
