import Advisories

// What cannot be seen from outside the program: one look-up in the advisories that it carries. `make bench` prints it.

/// The median time of a body over some runs of many rounds, in nanoseconds a round.
func median(of rounds: Int, _ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<9 {
        let took = try clock.measure { for _ in 0..<rounds { try body() } }
        times.append(took)
    }
    let middle = times.sorted()[4].components
    return (Double(middle.seconds) * 1e9 + Double(middle.attoseconds) / 1e9) / Double(rounds)
}

func text(_ nanoseconds: Double) -> String {
    let tenths = Int(nanoseconds / 100)
    return "\(tenths / 10).\(tenths % 10) µs"
}

let opening = try median(of: 20) { _ = try AdvisoryDatabase.embedded() }
print("opening the embedded snapshot's index: \(text(opening))")

let ecosystem = "Debian:12"
let shardLoading = try median(of: 3) { _ = try AdvisoryDatabase.embedded().shard(ecosystem) }
print("opening it and unpacking the shard \(ecosystem): \(text(shardLoading))")

let database = try AdvisoryDatabase.embedded()
for name in ["a-package-without-advisories", "zlib", "curl", "linux"] {
    let found = try database.candidates(ecosystem: ecosystem, package: name).count
    let finding = try median(of: 200) {
        _ = try database.candidates(ecosystem: ecosystem, package: name) { _, _ in false }
    }
    let reading = try median(of: found > 1000 ? 2 : 50) {
        _ = try database.candidates(ecosystem: ecosystem, package: name)
    }
    print("look-up of \(name) in \(ecosystem): \(text(finding)); with its \(found) records read: \(text(reading))")
}
