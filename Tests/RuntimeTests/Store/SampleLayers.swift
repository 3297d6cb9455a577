import TestSupport

/// Two layers, of which the upper one hides, replaces and adds to what the lower one has.
enum SampleLayers {
    static let lower = TarBlocks.archive { tar in
        tar.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nwww:x:33:33:www:/var/www:/bin/false\n")
        tar.file("etc/group", "root:x:0:\nwww:x:33:\nlogs:x:4:www,other\n")
        tar.file("etc/gone", "x")
        tar.file("data/old", "x")
        tar.file("data/deep/er/file", "x")
        tar.append(.init("bin", type: "2").with { $0.link = Array("usr/bin".utf8) })
        tar.file("usr/bin/sh", "old")
        tar.file("turns", "a file that becomes a folder")
        tar.append(.init("var/", type: "5").with { $0.mode = .octal(0o1750) })
        tar.append(.init("nowhere", type: "2").with { $0.link = Array("/missing".utf8) })
        tar.append(.init("loop", type: "2").with { $0.link = Array("/loop".utf8) })
        tar.append(.init("up", type: "2").with { $0.link = Array("../../../etc/passwd".utf8) })
    }
    static let upper = TarBlocks.archive { tar in
        tar.append(.init("etc/", type: "5").with { $0.mode = .octal(0o711) })
        tar.file("etc/.wh.gone", "")
        tar.append(.init("data/", type: "5"))
        tar.file("data/.wh..wh..opq", "")
        tar.file("data/new", "x")
        tar.append(.init("usr/bin/", type: "5"))
        tar.file("usr/bin/sh", "newer")
        tar.file("turns/inner", "x")
    }
    static let all = [lower, upper]
}
