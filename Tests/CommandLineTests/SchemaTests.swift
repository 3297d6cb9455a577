import Bytes
import Platform
import TestSupport
import Testing

@Suite("The schema of the report", .enabled(if: PythonTools.python != nil, "jsonschema is not installed"))
struct SchemaTests {
    /// Prints the first ways in which a document is against a schema, one a line.
    private static let validator = """
        import json, sys
        from jsonschema import Draft202012Validator as Validator
        schema, document = (json.load(open(path)) for path in sys.argv[1:])
        Validator.check_schema(schema)
        for error in list(Validator(schema).iter_errors(document))[:5]:
            print(error.json_path, error.message[:200])
        """

    private static func errors(_ report: [UInt8], in folder: TemporaryFolder) throws -> String {
        let path = try folder.write("report.json", report)
        let schema = "\(projectFolder)/Docs/schemas/scan-report-1.json"
        let output = try RealImages.output(
            of: try #require(PythonTools.python), ["-c", validator, schema, path])
        return String(decoding: output, as: UTF8.self)
    }

    @Test("a report with everything in it is as the schema says")
    func sample() throws {
        let place = try Workplace()
        let layout = try SampleImages.image().writeLayout(place.folder)
        let run = try place.run("scan", layout, "--format", "json", "--full")
        #expect(run.end == .exited(0))
        #expect(try Self.errors(run.output, in: place.folder).isEmpty)
    }

    @Test("a report of a root file system is as the schema says")
    func rootFileSystem() throws {
        let place = try Workplace()
        try place.folder.write("root/etc/os-release", Array("ID=debian\nVERSION_ID=12\n".utf8))
        let run = try place.run("scan", place("root"), "--format", "json")
        #expect(run.end == .exited(0))
        #expect(try Self.errors(run.output, in: place.folder).isEmpty)
    }

    @Test(
        "a report of a real image is as the schema says", .enabled(if: RealImages.areBuilt),
        arguments: RealImages.allCases)
    func real(_ image: RealImages) throws {
        let place = try Workplace(hasAdvisories: false)
        let run = try place.run("scan", try #require(image.layout), "--format", "json")
        #expect(run.end == .exited(0))
        #expect(try Self.errors(run.output, in: place.folder).isEmpty)
    }

    @Test("what is against the schema is noticed")
    func wrong() throws {
        let folder = try TemporaryFolder("schema")
        let errors = try Self.errors(Array(#"{"schemaVersion": "2.0"}"#.utf8), in: folder)
        #expect(errors.contains("is a required property"))
    }
}
