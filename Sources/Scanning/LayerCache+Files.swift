internal import Bytes
internal import CInflate
internal import Inventory
internal import Platform

/// The digests of a layer's files, kept beside what catalogers found: `HMFILES` NUL, CRC-32 of the rest (u32), the packed list.
extension LayerCache {
    private static let filesMagic = Array("HMFILES\0".utf8)
    /// Goes up with what the list holds.
    private static let filesVersion = 1

    /// The files of a layer seen before; nothing where it was not, or where the file is broken.
    func files(of diffID: Digest) -> FileList? {
        guard let file = try? MappedFile(filesPath(diffID)), file.count >= Self.filesMagic.count + 4 else { return nil }
        var reader = ByteReader(file.bytes.bindMemory(to: UInt8.self).span)
        do throws(ByteError) {
            guard try reader.take(Self.filesMagic.count).equals(Self.filesMagic.span) else { return nil }
            let checksum = try reader.integer(UInt32.self, bigEndian: false)
            let packed = try reader.take(reader.remaining).array
            guard packed.withUnsafeBytes({ hm_crc32(0, $0.baseAddress, $0.count) }) == checksum else { return nil }
            FileTimes.touch(filesPath(diffID), ifOlderThan: 86_400)
            return FileList(packed: packed)
        } catch {
            return nil
        }
    }

    /// Keeps the files of a layer; a cache that cannot be written is no error.
    func store(_ files: FileList, of diffID: Digest) {
        var header = ByteWriter(reserving: 12)
        header.append(contentsOf: Self.filesMagic)
        header.append(littleEndian: files.packed.withUnsafeBytes { hm_crc32(0, $0.baseAddress, $0.count) })
        do throws(SystemError) {
            try Directory.make(directory, mode: 0o700)
            try AtomicFile.write([header.bytes, files.packed], to: filesPath(diffID), isDurable: false)
        } catch {
            return
        }
    }

    private func filesPath(_ diffID: Digest) -> String { "\(directory)/\(diffID.hex)-files\(Self.filesVersion)" }
}
