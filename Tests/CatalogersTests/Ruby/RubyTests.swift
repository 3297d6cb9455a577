import Inventory
import Testing

@testable import Catalogers

@Suite("Ruby")
struct RubyTests {
    @Test(
        "literals are read as Ruby writes them",
        arguments: [
            ("\"a\"", ["a"]), ("'a'.freeze", ["a"]), ("%q<a<b>c>.freeze", ["a<b>c"]), ("%(a)", ["a"]), ("%Q{a}", ["a"]),
            ("[\"a\".freeze, 'b'] if x", ["a", "b"]), ("%w[a b]", ["a", "b"]), ("[]", []), ("[a, \"b\"]", []),
            ("[\n  'a', # c\n  'b'\n]", ["a", "b"]), ("\"a\\\"b\\n\"", ["a\"b\n"]), ("VERSION", []), ("", []),
            ("%", []),
            ("Gem::Version.new('1.0')", ["1.0"]), ("\"unclosed", []),
        ])
    func literals(_ text: String, _ texts: [String]) {
        var literal = RubyLiteral(text.utf8.span, at: 0)
        #expect(literal.texts() == texts)
    }

    @Test("a platform is a qualifier of the package URL, but Ruby is none")
    func urls() {
        let gem = RubyGem.record(name: "jruby-launcher", version: "1.1.2", platform: "java")
        #expect(RubyGem.url(of: gem).description == "pkg:gem/jruby-launcher@1.1.2?platform=java")
        let plain = RubyGem.record(name: "Rack", version: "2.0", platform: "ruby")
        #expect(RubyGem.url(of: plain).description == "pkg:gem/Rack@2.0")
    }

    @Test("a stub is believed before the code, and texts that never end are read once")
    func stubs() {
        let text = "# stub: a 1.0 java lib\ns.name = \"b\"\ns.version = VERSION\ns.homepage = \"x\n"
        let specification = GemSpecification(text.utf8.span)
        #expect(specification.name == "a")
        #expect(specification.version == "1.0")
        #expect(specification.platform == "java")
        let hostile = String(repeating: "s.homepage = \"\ns.licenses = [\n", count: 100_000)
        #expect(GemSpecification(hostile.utf8.span).name.isEmpty)
    }
}
