internal import Bytes
internal import Images
internal import Inventory
internal import Layers
internal import Platform
internal import Synchronization

extension ImageScanner {
    /// Every regular file of an image with its digests and facts, and how many bytes the files of each layer have; nothing where a layer
    /// cannot be read for them.
    func files(
        of image: Image, in tables: [PathTable], _ diagnostics: inout [Diagnostic]
    ) -> (list: FileList, layerSizes: [Int?])? {
        let found = Mutex([Result<FileList, LayerError>?](repeating: nil, count: image.layers.count))
        let (cache, limits) = (cache, limits)
        Worker.forEach(image.layers.count, width: width) { number in
            let layer = image.layers[number]
            let result: Result<FileList, LayerError>
            if let known = cache?.files(of: layer.diffID) {
                result = .success(known)
            } else {
                let stored = StoredLayer(
                    blob: layer.blob, size: layer.size, digest: layer.digest, diffID: layer.diffID)
                do throws(LayerError) {
                    let files = try LayerFiles.files(of: stored, limits: limits)
                    cache?.store(files, of: layer.diffID)
                    result = .success(files)
                } catch {
                    result = .failure(error)
                }
            }
            found.withLock { $0[number] = result }
        }
        var lists: [FileList] = []
        for (number, result) in found.withLock({ $0 }).enumerated() {
            switch result {
            case .success(let list): lists.append(list)
            case .failure(let error):
                diagnostics.append(
                    Diagnostic(error.code, "the layer's files have no digests: \(error)", layer: number))
            case nil: break
            }
        }
        guard lists.count == image.layers.count else { return nil }
        return (FileList.stacked(lists, in: tables), lists.map(\.contentSize))
    }
}
