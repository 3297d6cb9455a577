import Inventory
import Testing

@Suite("Facts of a file")
struct FileFactsTests {
    @Test("are words of the text that has its digests")
    func words() {
        let text = "sha1:00ff size:12 mode:4755 uid:1 gid:2 layer:3 link:1"
        let facts = FileFacts(text)
        #expect(facts.size == 12)
        #expect(facts.mode == 0o4755)
        #expect(facts.userID == 1)
        #expect(facts.groupID == 2)
        #expect(facts.layer == 3)
        #expect(facts.isHardLink)
        #expect(FileDigests(text).text == "sha1:00ff")
        #expect("\(FileDigests(text).text) \(facts.text)" == text)
    }

    @Test(
        "are unknown where the words are of another form",
        arguments: ["", "size:-1 mode:9 uid:x gid: layer:-2 link:0", "size"])
    func unknown(text: String) {
        #expect(FileFacts(text) == FileFacts())
        #expect(FileFacts(text).text == "")
    }
}
