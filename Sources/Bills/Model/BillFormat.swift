/// One format of bills of materials: a writer and a reader.
package protocol BillFormat: Sendable {
    /// The name on the command line.
    var name: String { get }

    /// Writes a bill; the same bill gives the same bytes.
    func write(_ bill: Bill) -> [UInt8]

    /// Whether a document is of this format, of whichever version.
    func recognises(_ content: BillContent) -> Bool

    /// Reads a document that is of this format.
    func read(_ content: BillContent) throws(BillError) -> Bill
}
