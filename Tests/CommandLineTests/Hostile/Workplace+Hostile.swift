import Bytes
import JSON
import TestSupport
import Testing

extension Workplace {
    /// Scans hostile input into JSON and checks what must hold of any: the program ends by itself, says why where it gives up, and
    /// touches nothing but its cache.
    @discardableResult
    func survive(
        _ target: String, _ more: String..., timeLimit: Duration = .seconds(120),
        sourceLocation: SourceLocation = #_sourceLocation
    )
        throws -> HullmarkRun
    {
        let before = try FolderTree.lines(folder.path, except: "cache")
        let run = try run(["scan", target, "--format", "json", "--quiet"] + more, timeLimit: timeLimit)
        let after = try FolderTree.lines(folder.path, except: "cache")
        #expect(after == before, "\(target)", sourceLocation: sourceLocation)
        switch run.end {
        case .exited(0): #expect(!run.output.isEmpty, "\(target)", sourceLocation: sourceLocation)
        case .exited(1):
            #expect(run.output.isEmpty, "\(target)", sourceLocation: sourceLocation)
            #expect(
                run.errorText.hasPrefix("hullmark: "), "\(target): \(run.errorText)", sourceLocation: sourceLocation)
        default: Issue.record("\(target): \(run.end) \(run.errorText.suffix(2000))", sourceLocation: sourceLocation)
        }
        return run
    }
}

/// The memory that no input may drive the program beyond; without optimisation its own code and copies take a little more.
#if DEBUG
let memoryLimit = 190 << 20
#else
let memoryLimit = 150 << 20
#endif
