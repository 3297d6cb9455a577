import Bytes
import Inventory
import Testing

@testable import Catalogers

@Suite("Python")
struct PythonTests {
    @Test(
        "names are compared in lower case with one hyphen for each run of marks",
        arguments: [
            ("Flask", "flask"), ("zope.interface", "zope-interface"), ("a__b-.-C", "a-b-c"),
            ("ruamel.yaml.clib", "ruamel-yaml-clib"),
            ("x", "x"), ("", ""),
        ])
    func names(_ name: String, _ normalised: String) {
        #expect(PythonName.normalised(name) == normalised)
    }

    @Test(
        "paths are resolved from a folder and never leave the root",
        arguments: [
            ("a/b", "c.py", "a/b/c.py"), ("a/b", "../c", "a/c"), ("a/b", "../../../../c", "c"), ("a/b", "/c", "c"),
            ("a/b", "./c//d", "a/b/c/d"), ("", "../c", "c"), ("a", "..", ""), ("a/b", "x/../../..", ""),
        ])
    func paths(_ folder: String, _ path: String, _ resolved: String) {
        let bytes = PythonSite.resolve(path.utf8.span, from: folder[...])
        #expect(String(decoding: bytes, as: UTF8.self) == resolved)
    }

    @Test(
        "folders name what their descriptions do not",
        arguments: [
            ("a/under_scored-1.0.dist-info/METADATA", "under_scored", "1.0"),
            ("x-2-py3.11.egg-info/PKG-INFO", "x", "2"),
            ("a/Unpacked-0.9-py2.7.egg/EGG-INFO/PKG-INFO", "Unpacked", "0.9"), ("app.egg-info/PKG-INFO", "app", ""),
        ])
    func folders(_ path: String, _ name: String, _ version: String) throws {
        let site = try #require(PythonSite(folderOf: path))
        #expect(site.named == (name, version))
    }

    @Test(
        "requirements that pin a version are read, and no others",
        arguments: [
            ("a==1", "a", "1"), ("a [x,y] == 1.0 ; m", "a", "1.0"), ("a===1.0+l", "a", "1.0+l"), ("(a==1)", nil, nil),
            ("a==1.*", nil, nil), ("a==1,<2", nil, nil), ("a>=1", nil, nil), ("a @ u", nil, nil), ("-e a==1", nil, nil),
            ("a==", nil, nil),
            ("a [x", nil, nil), ("a (==1)", "a", "1"), ("a (==1", nil, nil), ("", nil, nil),
            ("a==1 --hash=x", "a", "1"),
            (".a==1", nil, nil), ("a==1 b", nil, nil),
        ] as [(String, String?, String?)])
    func requirements(_ line: String, _ name: String?, _ version: String?) {
        let requirement = Requirement(line.utf8.span)
        #expect(requirement?.name == name)
        #expect(requirement?.version == version)
    }

    @Test(
        "of lines that are no requirement it is known whether they are anything else that such files have",
        arguments: [
            ("a", 0), ("a>=1,<2\n# words\n\n", 0), ("-r other.txt\n--index-url https://i\n", 0), ("./a/b.whl\n", 0),
            ("git+https://h/a@main#egg=a\n", 0), ("a @ https://h/a.whl\n", 0), ("${HOME}/a\n", 0), ("a[x]\n", 0),
            ("a==1 \\\n    --hash=sha256:00\n", 0), ("\u{1}\u{2}\u{3}/\n", 1), ("a b c\n?\na==1\n", 2),
            ("{\"a\": 1}\n", 1),
            ("ELF\0\u{7f}\n", 1),
        ])
    func strangeLines(_ text: String, count: Int) {
        #expect(Requirement.all(inFile: text.utf8.span).strangeLines == count)
    }

    @Test("a body after the fields is no field, and folded lines are none either")
    func metadata() {
        let metadata = PythonMetadata("Name: a\nDescription: x\n Version: 2\n\t\nVersion: 1\n\nVersion: 3\n".utf8.span)
        #expect(metadata.name == "a")
        #expect(metadata.version == "1")
    }

    @Test("of a field that stands twice the first counts")
    func repeated() {
        let metadata = PythonMetadata("Name: a\nVersion: 1\nVersion: 3\nName: b\n".utf8.span)
        #expect(metadata.name == "a")
        #expect(metadata.version == "1")
    }

    @Test(
        "a file's name gives a version only where there is one",
        arguments: [("a-py3.8.egg-info", ""), ("a-1.0-py3.8.egg-info", "1.0"), ("a-1.0.dist-info", "1.0")])
    func fileNames(_ file: String, _ version: String) {
        #expect(PythonSite(file: "lib/\(file)").named.version == version)
    }

    @Test("an option behind the equals signs is no version, and UTF-16 is read by its mark")
    func requirementForms() {
        #expect(Requirement("rope== --config-settings".utf8.span) == nil)
        let text = Array("a==1.0\n".utf16)
        let little: [UInt8] = [0xff, 0xfe] + text.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xfe, 0xff] + text.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        for bytes in [little, big] { #expect(UTF16Text(bytes.span).map { $0.bytes } == Array("a==1.0\n".utf8)) }
        let other: [UInt8] = [0x61, 0xff]
        #expect(UTF16Text(other.span) == nil)
    }

    @Test("hashes that are no SHA-256 are left out")
    func hashes() {
        let hash = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
        let files = PythonRecord.files(record: "a,\(hash),0\nb,sha256=47DE,0\nc,md5=47DE,0\nd\n".utf8.span, from: "s")
        #expect(files.elements.map(\.path) == ["s/a", "s/b", "s/c", "s/d"])
        #expect(files.elements.map(\.digest) == [Digest(of: []).description, "", "", ""])
    }
}
