internal import Inventory
internal import Layers

/// All formats: a new one is a folder and a line here.
package enum BillRegistry {
    package static let all: [any BillFormat] = [
        SPDX2JSON(),
        SPDX2TagValue(),
        SPDX3JSON(),
        CycloneDXJSON(),
        CycloneDXXML(),
        SyftJSON(),
        GitHubJSON(),
    ]

    /// The names, with commas between.
    package static var names: String { all.map(\.name).joined(separator: ", ") }

    /// The bytes that a document may have; the largest of ours, in SPDX 3 of an image of 84,000 files and 17,000 packages, has a third of it.
    package static let documentLimit = 256 << 20

    /// The format of a name.
    package static func format(_ name: String) -> (any BillFormat)? { all.first { $0.name == name } }

    /// Reads a document, whose format its content tells.
    ///
    /// - Parameter source: what to call it in an error.
    package static func read(_ bytes: Span<UInt8>, from source: String) throws(BillError) -> (
        format: any BillFormat, bill: Bill
    ) {
        guard bytes.count <= documentLimit else {
            throw BillError(
                .limitExceeded, "\(source) has more than \(documentLimit >> 20) MiB, so it was not read")
        }
        do throws(BillError) {
            let content = try BillContent(bytes).unwrapped(depth: 2)
            guard let format = all.first(where: { $0.recognises(content) }) else {
                throw BillError(.unrecognised, "no bill of materials of a known format; those are \(names)")
            }
            let bill = try format.read(content)
            guard bill.inventory.saysSomething else {
                throw BillError(.malformed, "it names no package, and no image or system that it is of")
            }
            return (format, bill)
        } catch {
            throw BillError(error.code, "\(source): \(error)")
        }
    }
}

extension Inventory {
    /// Whether a bill that was read is of anything: what says nothing is broken or empty, and must not be taken for clean.
    fileprivate var saysSomething: Bool {
        !packages.isEmpty || digest != nil || identifier != nil || distribution != nil
            || layers.contains { $0.diffID != nil }
    }
}

extension Inventory {
    /// Says how many elements of a bill are not of the form that they must be of, so that what they were is not known.
    mutating func note(passedOver count: Int, of what: String) {
        guard count > 0 else { return }
        diagnostics.append(Diagnostic(.malformed, "\(count) \(what) of the bill cannot be read, or not whole"))
    }
}

/// What is read of a bill at most.
enum BillLimits {
    static let packages = 200_000
    /// Components, files or relationships, of each so many.
    static let elements = 1_000_000
    /// Layers of an image; the OCI tools stop far below.
    static let layers = 1_024

    /// Refuses a document that has more of something than is read, before anything is made of it.
    static func check(_ count: Int, _ what: String) throws(BillError) {
        guard count <= elements else {
            throw BillError(.limitExceeded, "the bill names more than \(elements) \(what)")
        }
    }
}
