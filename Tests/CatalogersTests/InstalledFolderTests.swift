import Testing

@testable import Catalogers

@Suite("Folders of installed packages")
struct InstalledFolderTests {
    @Test(
        "are told by their paths",
        arguments: [
            ("srv/yarn.lock", false), ("srv/node_modules/a/yarn.lock", true), ("node_modules", false),
            ("usr/lib/ruby/gems/3.1.0/gems/rbs-2.1.0/steep/Gemfile.lock", true),
            ("gems/nokogiri-1.0-x86_64-linux/Gemfile.lock", true), ("srv/gems/mine/Gemfile.lock", false),
            ("srv/gems/Gemfile.lock", false), ("usr/lib/python3/dist-packages/a/package-lock.json", true),
            ("site-packages", false), ("", false),
        ])
    func paths(_ path: String, _ isInside: Bool) { #expect(InstalledFolder.holds(path) == isInside) }
}
