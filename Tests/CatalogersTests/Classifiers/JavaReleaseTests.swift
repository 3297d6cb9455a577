import Inventory
import Layers
import Testing

@testable import Catalogers

@Suite("Java runtimes")
struct JavaReleaseTests {
    static let cases: [(String, String, String?, String?)] = [
        (
            "opt/java/openjdk/release",
            "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_RUNTIME_VERSION=\"21.0.4+7-LTS\"\nJAVA_VERSION=\"21.0.4\"\nMODULES=\"java.base\"\n",
            "oracle/openjdk 21.0.4+7-LTS", "cpe:2.3:a:oracle:openjdk:21.0.4:*:*:*:*:*:*:*"
        ),
        (
            "opt/jdk8/release",
            "JAVA_VERSION=\"1.8.0_422\"\nFULL_VERSION=\"1.8.0_422-b05\"\nSEMANTIC_VERSION=\"8.0.422+5\"\nIMAGE_TYPE=\"JRE\"\n",
            "oracle/openjdk 1.8.0_422-b05", "cpe:2.3:a:oracle:openjdk:1.8.0:update422:*:*:*:*:*:*"
        ),
        (
            "usr/lib/jvm/zulu17/release", "IMPLEMENTOR=\"Azul Systems, Inc.\"\nJAVA_VERSION=\"17.0.8\"\n",
            "azul/zulu 17.0.8",
            "cpe:2.3:a:azul:zulu:17.0.8:*:*:*:*:*:*:* cpe:2.3:a:oracle:openjdk:17.0.8:*:*:*:*:*:*:*"
        ),
        (
            "usr/java/release",
            "IMPLEMENTOR=\"Oracle Corporation\"\nJAVA_VERSION=\"22.0.2\"\nJAVA_RUNTIME_VERSION=\"22.0.2+9-70\"\n",
            "oracle/jdk 22.0.2+9-70", "cpe:2.3:a:oracle:jdk:22.0.2:*:*:*:*:*:*:*"
        ),
        (
            "opt/x/release", "JAVA_VERSION=\"25.0.2\"\nFULL_VERSION=\"jdk-25\"\n", "oracle/openjdk 25.0.2",
            "cpe:2.3:a:oracle:openjdk:25.0.2:*:*:*:*:*:*:*"
        ),
        ("opt/x/release", "VERSION=1\nNAME=x\n", nil, nil), ("opt/x/release", "JAVA_VERSION=\"unknown\"\n", nil, nil),
        ("opt/x/release", "", nil, nil), ("opt/x/release", "JAVA_VERSION", nil, nil),
    ]

    @Test("are named and versioned by their release file", arguments: cases.indices)
    func release(_ index: Int) {
        let (path, text, expected, cpe) = Self.cases[index]
        let record = JavaRelease(text.utf8.span)?.record(at: path)
        #expect(record.map { "\($0.attributes["namespace"] ?? "")/\($0.name) \($0.version)" } == expected)
        #expect(record?.attributes["cpe"] == cpe)
    }

    @Test("count once, with the programs below their release file")
    func home() {
        let cataloger = ClassifierCataloger()
        let release = Array("IMPLEMENTOR=\"Debian\"\nJAVA_RUNTIME_VERSION=\"17.0.8+7\"\n".utf8)
        let files = [
            ("opt/java/release", release),
            (
                "opt/java/bin/java",
                ClassifierSample.head + Array("\0openjdk\0java\00.0\017.0.8+7\0".utf8) + ClassifierSample.rest
            ),
            (
                "opt/java/lib/server/libjvm.so",
                ClassifierSample.head + Array("\0OpenJDK 64-Bit Server VM (17.0.8+7) for linux".utf8)
                    + ClassifierSample.rest
            ),
            (
                "usr/bin/java",
                ClassifierSample.head + Array("\0openjdk\0java\00.0\011.0.2+9\0".utf8) + ClassifierSample.rest
            ),
        ].map { CaseFile(entry: LayerEntry(path: $0.0, size: $0.1.count), bytes: $0.1) }
        let packages = CatalogerRun([files], catalogers: [cataloger]).packages(of: cataloger)
        #expect(packages.map(\.version) == ["11.0.2+9", "17.0.8+7"])
        #expect(
            packages.map(\.locations) == [
                ["usr/bin/java"], ["opt/java/bin/java", "opt/java/lib/server/libjvm.so", "opt/java/release"],
            ])
    }
}
