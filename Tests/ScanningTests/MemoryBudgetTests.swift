import Platform
import Synchronization
import Testing

@testable import Scanning

@Suite("The budget of memory", .timeLimit(.minutes(2)))
struct MemoryBudgetTests {
    private final class Held: Sendable {
        private let bytes = Mutex<(now: Int, most: Int)>((0, 0))
        func add(_ count: Int) { bytes.withLock { $0 = ($0.now + count, max($0.most, $0.now + count)) } }
        var most: Int { bytes.withLock { $0.most } }
    }

    @Test("large files together never hold more than the budget")
    func bounded() {
        let budget = MemoryBudget(bytes: 40 << 20)
        let held = Held()
        Worker.forEach(60, width: 8) { index in
            let size = (5 + index % 11) << 20
            budget.holding(size) {
                held.add(size)
                for _ in 0..<100 { _ = held.most }
                held.add(-size)
            }
        }
        #expect(held.most <= 44 << 20)
        #expect(held.most > 0)
    }

    @Test("a file larger than the whole budget waits until it is alone, and small ones never wait")
    func extremes() {
        let budget = MemoryBudget(bytes: 1)
        #expect(budget.holding(.max) { 1 } == 1)
        let inner = budget.holding(100 << 20) { budget.holding(1000) { 2 } }
        #expect(inner == 2)
        #expect(budget.holding(0) { 3 } == 3)
    }

    @Test("a body that fails gives its share back")
    func failure() {
        struct Fault: Error {}
        let budget = MemoryBudget(bytes: 8 << 20)
        for _ in 0..<5 {
            #expect(throws: Fault.self) { try budget.holding(8 << 20) { () throws(Fault) in throw Fault() } }
        }
    }
}
