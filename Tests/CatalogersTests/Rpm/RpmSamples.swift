import Inventory
import Layers

@testable import Catalogers

/// A few packages, one of which is larger than a page and one smaller than any limit that keeps values inside pages.
enum RpmSamples {
    static let large: RpmHeaderWriter = {
        var header = RpmHeaderWriter(
            name: "glibc", version: "2.34", release: "100.el9", sourceRpm: "glibc-2.34-100.el9.src.rpm")
        header.files(
            (0..<200).map { ("/usr/lib64/part\($0 % 7)/", "libfile\($0).so.6") }
                + [("/usr/sbin/", "ldconfig")], digest: String(repeating: "ab", count: 32), algorithm: 8)
        header.texts(.provideName, ["glibc", "glibc(x86-64)", "libc.so.6()(64bit)"])
        return header
    }()

    static let small: RpmHeaderWriter = {
        var header = RpmHeaderWriter(
            name: "bash", version: "5.1.8", release: "6.el9", epoch: 0, sourceRpm: "bash-5.1.8-6.el9.src.rpm")
        header.text(.license, "GPLv3+")
        header.text(.vendor, "Example")
        header.texts(.requireName, ["libc.so.6()(64bit)", "rpmlib(CompressedFileNames)", "/usr/sbin/ldconfig", "lost"])
        return header
    }()

    static let key = RpmHeaderWriter(
        name: "gpg-pubkey", version: "3abb34f8", release: "5ffd890e", architecture: nil)

    static let all = [large.bytes, small.bytes, key.bytes]
    static let names = ["bash", "glibc", "gpg-pubkey"]

    /// The databases of all three forms that hold the samples.
    static var databases: [(name: String, bytes: [UInt8])] {
        [
            ("bdb", BerkeleyWriter(pageSize: 512).database(all)),
            ("bdb, big-endian", BerkeleyWriter(isBigEndian: true, hashPage: 2).database(all)),
            ("ndb", NativeWriter.database(all)),
            ("sqlite", SQLiteWriter(pageSize: 512).database(all)),
        ]
    }
}

/// What phase one reads in a database at the usual place.
func readDatabase(_ bytes: [UInt8], path: String = "var/lib/rpm/Packages") throws(CatalogerError) -> Evidence? {
    try RpmCataloger().read(LayerEntry(path: path, size: bytes.count), bytes.span)
}

/// Bytes that look random and are the same each time (SplitMix64).
struct Noise: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
