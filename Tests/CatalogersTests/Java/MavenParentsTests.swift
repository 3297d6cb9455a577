import Inventory
import Layers
import Testing

@testable import Catalogers

@Suite("Parents of Maven projects")
struct MavenParentsTests {
    private static func file(_ path: String, _ body: String) -> CaseFile {
        let bytes = Array("<project>\(body)</project>".utf8)
        return CaseFile(entry: LayerEntry(path: path, size: bytes.count), bytes: bytes)
    }

    private static let names = "<groupId>g</groupId><artifactId>top</artifactId><version>1</version>"

    @Test(
        "in the same image tell versions that the project does not",
        arguments: [
            ("<properties><v>1.2</v></properties>", "<version>${v}</version>", "1.2"),
            (
                "<dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>"
                    + "<version>3.4</version></dependency></dependencies></dependencyManagement>", "", "3.4"
            ),
            ("", "<version>${v}</version>", ""), ("", "<version>5</version>", "5"),
            ("<properties><v>[1,2)</v></properties>", "<version>${v}</version>", ""),
        ])
    func versions(_ above: String, _ version: String, _ expected: String) {
        let needs =
            "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>\(version)</dependency></dependencies>"
        let run = CatalogerRun([
            [
                Self.file("app/pom.xml", "\(Self.names)\(above)"),
                Self.file(
                    "app/child/pom.xml", "<parent>\(Self.names)</parent><artifactId>child</artifactId>\(needs)"),
            ]
        ])
        let found = run.packages(of: MavenProjectCataloger()).first { $0.name == "g:a" }
        #expect(found?.version == expected)
        #expect(found?.attributes["written"] == nil)
    }

    @Test("that are each other's end")
    func circle() {
        let body = "<parent>\(Self.names)</parent>\(Self.names)"
        let run = CatalogerRun([[Self.file("app/pom.xml", body)]])
        #expect(run.packages(of: MavenProjectCataloger()).map(\.name) == ["g:top"])
    }
}
