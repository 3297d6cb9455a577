internal import Images
internal import Inventory
internal import Scanning

extension ImageOptions {
    /// Opens the target and says what it holds.
    func inventory(progress: Progress) throws -> Inventory {
        progress.begin(target)
        let scanner = ImageScanner(cacheDirectory: cacheDirectory)
        switch try find() {
        case .image(let image): return try scanner.scan(image, target: target) { progress.note($0) }
        case .rootFileSystem(let path): return try scanner.scan(rootFileSystem: path, target: target)
        }
    }
}
