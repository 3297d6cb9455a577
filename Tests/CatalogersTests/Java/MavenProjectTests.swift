import Testing
import XML

@testable import Catalogers

@Suite("Maven projects")
struct MavenProjectTests {
    private func project(_ body: String) throws -> MavenProject {
        try #require(MavenProject(try XMLElement("<project>\(body)</project>".utf8.span)))
    }

    private func dependency(_ group: String, _ artifact: String, _ version: String) -> String {
        "<dependencies><dependency><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId><version>\(version)</version>"
            + "</dependency></dependencies>"
    }

    @Test(
        "put values in place of names",
        arguments: [
            ("${v}", "1.5"), ("${outer}", "1.5"), ("a-${v}-${v}", "a-1.5-1.5"), ("${project.version}", "2"),
            ("${pom.version}", "2"), ("${project.parent.version}", "9"), ("${missing}", ""), ("${circle}", ""),
            ("${v", ""),
            ("1.0", "1.0"), ("", ""),
        ])
    func properties(_ text: String, _ version: String) throws {
        let project = try project(
            """
            <parent><groupId>org.top</groupId><artifactId>top</artifactId><version>9</version></parent>
            <artifactId>app</artifactId><version>2</version>
            <properties><v>1.5</v><outer>${v}</outer><circle>${ring}</circle><ring>${circle}</ring></properties>
            \(dependency("${project.groupId}", "b", text))
            """)
        #expect(project.coordinates == MavenCoordinates(group: "org.top", artifact: "app", version: "2"))
        #expect(project.dependencies.map(\.coordinates) == [.init(group: "org.top", artifact: "b", version: version)])
    }

    @Test("that double a value at every step come to an end")
    func growth() throws {
        let doubling = (1..<60).map { "<p\($0)>${p\($0 - 1)}${p\($0 - 1)}</p\($0)>" }.joined()
        let project = try project("<properties><p0>x</p0>\(doubling)</properties>\(dependency("g", "a", "${p59}"))")
        #expect(project.dependencies.first?.coordinates.version == "")
    }

    @Test("are no other documents")
    func others() throws {
        #expect(MavenProject(try XMLElement("<settings/>".utf8.span)) == nil)
    }
}
