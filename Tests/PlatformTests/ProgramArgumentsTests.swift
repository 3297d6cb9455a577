import Platform
import Testing

@Suite("What the program was started with")
struct ProgramArgumentsTests {
    @Test("the arguments are those that the system says")
    func arguments() {
        #expect(ProgramArguments.all == Array(CommandLine.arguments.dropFirst()))
    }
}
