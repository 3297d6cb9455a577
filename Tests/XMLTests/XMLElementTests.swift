import TestSupport
import Testing
import XML

@Suite("XML elements")
struct XMLElementTests {
    private func read(_ text: String) throws(XMLError) -> XMLElement { try XMLElement(text.utf8.span) }

    private func code(_ text: String) -> XMLError.Code? {
        do throws(XMLError) {
            _ = try read(text)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("have a name, attributes, children and their own text")
    func tree() throws {
        let root = try read(
            """
            \u{feff}<?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE packages>
            <!-- a comment -->
            <packages count="2">
              some <package id="A" version="1.0"/> text <package id="B &amp; C"><![CDATA[<raw>]]> &lt;&#233;&gt; </package>
              <?instruction?><other/>
            </packages>
            """)
        #expect(root.name == "packages")
        #expect(root["count"] == "2")
        #expect(root["missing"] == nil)
        #expect(root.children.count == 3)
        #expect(root.all("package").compactMap { $0["id"] } == ["A", "B & C"])
        #expect(root.first("package")?["version"] == "1.0")
        #expect(root.all("package").last?.text == "<raw> <é>")
        #expect(root.text.hasPrefix("some ") && root.text.hasSuffix("text"))
        #expect(root.first("nothing") == nil)
    }

    @Test("carry the addresses that prefixes stand for")
    func namespaces() throws {
        let root = try read(
            #"<a xmlns="urn:one" xmlns:t="urn:two" v="1" t:v="2"><t:b/><c xmlns=""/></a>"#)
        #expect(root.namespace == "urn:one")
        #expect(root["v"] == "1")
        #expect(root.attributes.map(\.namespace).sorted() == ["", "urn:two"])
        #expect(root.children.map(\.name) == ["b", "c"])
        #expect(root.children.map(\.namespace) == ["urn:two", ""])
    }

    @Test("are read in the encodings that documents name, unknown ones as Latin-1")
    func encodings() throws {
        for name in ["ISO-8859-1", "windows-1252", "Cp1252"] {
            let bytes = Array("<?xml version=\"1.0\" encoding=\"\(name)\"?><a>".utf8) + [0xe9] + Array("</a>".utf8)
            #expect(try XMLElement(bytes.span).text == "é")
        }
        let wide: [UInt8] = [0xff, 0xfe] + "<a>x</a>".utf8.flatMap { [$0, 0] }
        #expect(try XMLElement(wide.span).text == "x")
    }

    @Test(
        "are refused where the document is none, and the error says why",
        arguments: [
            ("", .truncated), ("   ", .truncated), ("<a>", .truncated), ("<a", .truncated),
            ("<a><![CDATA[", .truncated),
            ("<a></b>", .malformed), ("<a/><b/>", .malformed), ("<a>&unknown;</a>", .malformed), ("text", .malformed),
            ("<p:a/>", .malformed), ("<a b='1' b='2'/>", .malformed),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", .entities),
            ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", .entities),
            ("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.com/x'> %x;]><a/>", .entities),
        ] as [(String, XMLError.Code)])
    func refusals(_ text: String, _ expected: XMLError.Code) {
        #expect(code(text) == expected)
    }

    @Test("nest to the limit and no deeper")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(code(nested(XMLElement.depthLimit)) == nil)
        #expect(code(nested(XMLElement.depthLimit + 1)) == .tooDeep)
        #expect(code(String(repeating: "<a>", count: 1_000_000)) == .tooDeep)
    }

    @Test(
        "take no more memory than a document of its length may",
        arguments: ["<a/>", "<a b=''/>", "<a xmlns='u'/>", "<a><b/></a>", "<a>x</a>"])
    func memory(_ part: String) {
        let many = "<r>" + String(repeating: part, count: 2_000_000) + "</r>"
        #expect(code(many) == .tooLarge)
    }

    @Test("of a small document may be as many as fit into it, and of a large one as many as real ones have")
    func elements() throws {
        let small = "<r>" + String(repeating: "<a/>", count: 400_000) + "</r>"
        #expect(try read(small).children.count == 400_000)
        // A file of a CycloneDX bill.
        let file = """
            <component type="file"><name>usr/lib/x86_64-linux-gnu/libexample.so.1.2.3</name><hashes><hash alg="MD5">00112233445566778899\
            aabbccddeeff</hash></hashes></component>
            """
        let large = "<r xmlns='http://cyclonedx.org/schema/bom/1.6'>" + String(repeating: file, count: 200_000) + "</r>"
        #expect(try read(large).children.count == 200_000)
    }

    @Test("of very many names are bounded like others")
    func names() {
        let many = "<r>" + (0..<400_000).map { "<a\($0)/>" }.joined() + "</r>"
        #expect(code(many) == .tooLarge)
    }

    @Test("that are cut or changed never trap")
    func mutations() {
        let text = "<?xml version='1.0'?><a xmlns:p='urn:p' p:b='&amp;'><c>é<![CDATA[x]]></c><!-- d --><p:e/></a>"
        var mutations = Mutations(of: Array(text.utf8), seed: 1)
        for bytes in mutations.prefixes + mutations.flips(400) + mutations.splices(200) + mutations.noise(64) {
            _ = try? XMLElement(bytes.span)
        }
    }
}
