import Bytes
import Platform
import Testing

@Suite("Which build of the program runs")
struct ProgramBuildTests {
    @Test("the identifier is that of the note in the program's own file, and nothing where there is none")
    func note() throws {
        let program = try MappedFile("/proc/self/exe")
        let bytes = program.bytes.bindMemory(to: UInt8.self).span
        // The note's header: a name of four bytes, a SHA-1, its type.
        let header: [UInt8] = [4, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0] + Array("GNU\0".utf8)
        let place = bytes.index(of: header)
        let written = place.map { bytes.extracting(($0 + header.count)..<($0 + header.count + 20)).array }
        #expect(ProgramBuild.identifier == written)
    }
}
