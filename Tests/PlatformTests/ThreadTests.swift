import Platform
import Synchronization
import Testing

@Suite("Threads and queues", .timeLimit(.minutes(2)))
struct ThreadTests {
    /// Numbers that several threads add.
    private final class Notes: Sendable {
        private let numbers = Mutex<[Int]>([])
        func add(_ number: Int) { numbers.withLock { $0.append(number) } }
        var all: [Int] { numbers.withLock { $0 } }
    }

    @Test("every index is visited once, whatever the width", arguments: [-1, 0, 1, 2, 7, 100])
    func visits(_ width: Int) {
        for count in [0, 1, 5, 300] {
            let notes = Notes()
            Worker.forEach(count, width: width) { notes.add($0) }
            #expect(notes.all.sorted() == Array(0..<count))
        }
        #expect(Worker.processorCount >= 1)
    }

    @Test("no more bodies run at a time than the width says")
    func width() {
        let running = Mutex<(now: Int, most: Int)>((0, 0))
        let box = Box(running)
        Worker.forEach(200, width: 3) { _ in
            box.value.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            for _ in 0..<1000 { _ = box.value.withLock { $0.now } }
            box.value.withLock { $0.now -= 1 }
        }
        #expect(box.value.withLock { $0.most } <= 3)
    }

    private final class Box: Sendable {
        let value: Mutex<(now: Int, most: Int)>
        init(_ value: consuming sending Mutex<(now: Int, most: Int)>) { self.value = value }
    }

    @Test("a thread runs its body before it is joined")
    func joining() throws {
        let notes = Notes()
        let thread = try #require(Thread { notes.add(7) })
        thread.join()
        #expect(notes.all == [7])
    }

    @Test("elements come out in the order in which they went in, through a narrow queue")
    func order() throws {
        let queue = BoundedQueue<Int>(capacity: 2)
        let writer = try #require(
            Thread {
                for number in 0..<1000 { _ = queue.put(number) }
                queue.close()
            })
        var taken: [Int] = []
        while let number = queue.take() { taken.append(number) }
        writer.join()
        #expect(taken == Array(0..<1000))
    }

    @Test("a closed queue gives what it holds and takes nothing more")
    func closing() {
        let queue = BoundedQueue<Int>(capacity: 3)
        #expect(queue.put(1))
        #expect(queue.offer(2))
        queue.close()
        #expect(!queue.put(3))
        #expect(!queue.offer(4))
        #expect(queue.take() == 1)
        #expect(queue.poll() == 2)
        #expect(queue.take() == nil)
        #expect(queue.poll() == nil)
        queue.close()
    }

    @Test("a writer and a reader that wait are let go when the queue is closed")
    func waking() throws {
        let full = BoundedQueue<Int>(capacity: 1)
        _ = full.put(0)
        let notes = Notes()
        let writer = try #require(Thread { notes.add(full.put(1) ? 1 : 0) })
        full.close()
        writer.join()
        #expect(notes.all == [0])
        let empty = BoundedQueue<Int>(capacity: 1)
        let reader = try #require(Thread { notes.add(empty.take() ?? -1) })
        empty.close()
        reader.join()
        #expect(notes.all == [0, -1])
    }

    @Test("a full queue refuses an offer")
    func offers() {
        let queue = BoundedQueue<Int>(capacity: 1)
        #expect(queue.offer(1))
        #expect(!queue.offer(2))
        #expect(queue.poll() == 1)
        #expect(queue.offer(3))
    }

    @Test(
        "units are never held by more than there are, and one who wants more than all gets all", arguments: [1, 3, 8])
    func units(_ count: Int) {
        let semaphore = Semaphore(units: count)
        let held = Box(Mutex((now: 0, most: 0)))
        Worker.forEach(200, width: 6) { index in
            let wanted = min(index % 5, count)
            semaphore.holding(index % 5) {
                held.value.withLock { $0 = ($0.now + wanted, max($0.most, $0.now + wanted)) }
                held.value.withLock { $0.now -= wanted }
            }
        }
        #expect(held.value.withLock { $0.most } <= count)
        #expect(semaphore.holding(.max) { 7 } == 7)
        #expect(semaphore.holding(-1) { 7 } == 7)
    }

    @Test("a body that fails gives its units back")
    func failingBody() {
        struct Fault: Error {}
        let semaphore = Semaphore(units: 2)
        for _ in 0..<5 {
            #expect(throws: Fault.self) { try semaphore.holding(2) { () throws(Fault) in throw Fault() } }
        }
    }
}
