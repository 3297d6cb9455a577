internal import Bytes

extension Shard {
    /// The names of the packages that it has entries of, as its table has them: sorted by their bytes.
    package func packageNames() throws(AdvisoryError) -> [String] {
        try read { (reader) throws(ByteError) in
            var names: [String] = []
            for number in 0..<reader.layout.names.count {
                names.append(try reader.text(number, of: reader.layout.names))
                reader.resetAllowance()
            }
            return names
        }
    }
}
