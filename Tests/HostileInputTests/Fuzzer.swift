import Bytes
import CFuzzer
import Platform

/// The program that libFuzzer drives one target in; `HULLMARK_FUZZ_TARGET` names it.
///
///     hullmark-fuzz --list                          the targets' names
///     hullmark-fuzz --seeds FOLDER                  writes each target's first inputs to FOLDER/NAME/
///     HULLMARK_FUZZ_TARGET=NAME hullmark-fuzz …     libFuzzer's own arguments
@main
struct Fuzzer {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "--list" {
            for target in ParserTarget.all { print(target.name) }
        } else if arguments.first == "--seeds", let folder = arguments.dropFirst().first {
            for target in ParserTarget.all { try writeSeeds(of: target, to: "\(folder)/\(target.name)") }
        } else {
            run()
        }
    }

    /// What libFuzzer calls; it takes no context, so that the target is global.
    private static let target: ParserTarget = {
        let name = environment("HULLMARK_FUZZ_TARGET") ?? ""
        guard let target = ParserTarget.named(name) else {
            let names = ParserTarget.all.map(\.name).joined(separator: " ")
            fatalError("HULLMARK_FUZZ_TARGET is “\(name)”; the targets are: \(names)")
        }
        return target
    }()

    private static func run() {
        _ = target
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = CommandLine.unsafeArgv
        _ = LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            let bytes = UnsafeBufferPointer(start: start, count: count)
            if let complaint = Fuzzer.target.complaint(about: bytes.span) { fatalError(complaint) }
            return 0
        }
    }

    private static func writeSeeds(of target: ParserTarget, to folder: String) throws {
        try Directory.make(folder)
        for (number, seed) in target.seeds().enumerated() {
            try AtomicFile.write(seed, to: "\(folder)/seed-\(number)", isDurable: false)
        }
    }
}
