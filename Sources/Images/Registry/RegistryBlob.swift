internal import Bytes
internal import HTTP
internal import Layers

/// A blob of a registry, fetched anew each time it is opened.
struct RegistryBlob: BlobSource {
    let repository: Repository
    let digest: Digest
    let size: Int

    func open() -> any ByteSource { RegistryBlobReader(self) }
}

/// Reads a blob as it arrives, and no other number of bytes than its descriptor says.
final class RegistryBlobReader: ByteSource {
    private let blob: RegistryBlob
    private let body: ResumingBody
    private var received = 0

    init(_ blob: RegistryBlob) {
        self.blob = blob
        body = blob.repository.blob(blob.digest) { exchange in
            guard exchange.status == 200, let length = exchange.head.contentLength, length > UInt64(clamping: blob.size)
            else { return }
            throw Self.tooLong(blob)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !buffer.isEmpty else { return 0 }
        let count: Int
        do { count = try body.read(into: buffer) } catch {
            let code: Diagnostic.Code = (error as? HTTPError)?.code == .bodyTruncated ? .truncated : .unreadable
            throw (error as? LayerError) ?? LayerError(code, "\(blob.repository.explain(error))")
        }
        if count == 0 {
            guard received == blob.size else {
                throw LayerError(
                    .truncated, "the registry gives \(received) of the \(blob.size) bytes of \(blob.digest)")
            }
            return 0
        }
        guard count <= blob.size - received else { throw Self.tooLong(blob) }
        received += count
        return count
    }

    private static func tooLong(_ blob: RegistryBlob) -> LayerError {
        LayerError(
            .digestMismatch,
            "the registry gives more than the \(blob.size) bytes that the manifest says of \(blob.digest)")
    }
}
