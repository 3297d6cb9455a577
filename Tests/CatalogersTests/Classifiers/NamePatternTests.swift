import Testing

@testable import Catalogers

@Suite("Names of recognised files")
struct NamePatternTests {
    @Test(
        "match the end of a path",
        arguments: [
            ("nginx", "usr/sbin/nginx", true), ("nginx", "nginx", true), ("nginx", "usr/nginx/x", false),
            ("nginx", "usr/sbin/nginxx", false), ("python*", "usr/bin/python3.11", true),
            ("python*", "usr/bin/python", true),
            ("python*", "usr/bin/pytho", false), ("libssl*.so*", "opt/libssl-81259c47.so.1.1.1k", true),
            ("libssl*.so*", "opt/libssl.so", true), ("libssl*.so*", "opt/libssl.a", false),
            ("libQt*Core.so*", "lib/libQt5Core.so.5.15.8", true), ("libQt*Core.so*", "lib/libQt5CoreX.so", false),
            ("go*/VERSION", "usr/local/go/VERSION", true), ("go*/VERSION", "usr/lib/go-1.19/VERSION", true),
            ("go*/VERSION", "VERSION", false), ("go*/VERSION", "usr/x/VERSION", false),
            ("releases/*/OTP_VERSION", "erlang/releases/25/OTP_VERSION", true),
            ("releases/*/OTP_VERSION", "releases/OTP_VERSION", false), ("a*b*c", "abbbbbbbbbc", true),
            ("a*b*c", "abbbbbbbbbcd", false), ("a*", "", false),
        ])
    func matches(_ pattern: String, _ path: String, _ expected: Bool) {
        let isMatch = NamePattern(stringLiteral: pattern).matches(path.utf8.span)
        #expect(isMatch == expected)
    }

    @Test("take no time however the name repeats itself")
    func repetition() {
        let name = String(repeating: "ab", count: 2000)
        let isMatch = NamePattern("a*b*a*b*a*c").matches(name.utf8.span)
        #expect(!isMatch)
    }

    @Test("are found by the index as by themselves", arguments: ClassifierSample.all)
    func index(_ sample: ClassifierSample) {
        let found = ClassifierIndex(Classifier.all).classifiers(for: sample.path).map(\.name)
        let expected = Classifier.all.filter { classifier in
            classifier.files.contains { $0.matches(sample.path.utf8.span) }
                && (classifier.folder.isEmpty || sample.path.contains(classifier.folder))
        }
        #expect(found == expected.map(\.name))
    }
}
