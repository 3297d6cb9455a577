import Platform
import TestSupport
import Testing

@Suite("Removing trees")
struct RemovalTests {
    @Test("several remove one tree at once, while another still writes into it", arguments: 0..<10)
    func parallel(_: Int) async throws {
        let folder = try TemporaryFolder()
        for directory in 0..<20 {
            for file in 0..<10 { try folder.write("tree/\(directory)/below/\(file)", text: "") }
        }
        let path = folder.path
        let failures = await withTaskGroup(of: String?.self) { group in
            group.addTask {
                // A folder that is removed takes no more files.
                guard let tree = try? FileHandle(reading: "\(path)/tree") else { return nil }
                for file in 0..<50 { _ = try? tree.makeFile("late-\(file)") }
                return nil
            }
            for _ in 0..<4 {
                group.addTask {
                    do { try FileHandle(reading: path).removeTree("tree") } catch { return "\(error)" }
                    return nil
                }
            }
            return await group.reduce(into: [String]()) { failures, failure in
                if let failure { failures.append(failure) }
            }
        }
        #expect(failures == [])
        #expect(TestFiles.names(in: folder.path) == [])
    }
}
