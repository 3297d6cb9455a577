import Inventory
import Testing

@Suite("Digests of one file")
struct FileDigestsTests {
    @Test(
        "are read from a list's text",
        arguments: [
            ("", []), ("md5:00", ["md5:00"]), ("sha1:11 sha256:22", ["sha1:11", "sha256:22"]), ("odd sha1:", ["sha1:"]),
        ])
    func parsed(_ text: String, _ words: [String]) {
        #expect(FileDigests(text).all.map { "\($0.algorithm):\($0.hex)" } == words)
    }

    @Test(
        "differ by the best algorithm that both have",
        arguments: [
            ("md5:1", "md5:1", false), ("md5:1", "md5:2", true), ("md5:1", "sha1:2", false), ("", "sha1:2", false),
            ("sha1:1 sha256:1", "sha256:2", true), ("sha1:1 sha256:1 md5:1", "md5:1", false),
            ("sha1:1 sha256:1", "sha256:1 sha1:2", false), ("sha512:1 sha256:1", "sha512:2 sha256:1", true),
        ])
    func compared(_ left: String, _ right: String, _ differ: Bool) {
        #expect(FileDigests(left).differ(from: FileDigests(right)) == differ)
        #expect(FileDigests(right).differ(from: FileDigests(left)) == differ)
    }

    @Test(
        "the best is the strongest",
        arguments: [
            ("", nil), ("md5:1 sha1:2", "sha1:2"), ("sha256:3 sha1:2", "sha256:3"), ("crc:1", "crc:1"),
        ] as [(String, String?)])
    func best(_ text: String, _ best: String?) { #expect(FileDigests(text).best == best) }
}
