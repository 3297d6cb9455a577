internal import Bills
internal import Images
internal import Inventory
internal import Scanning

extension ImageOptions {
    /// Opens the target and says what it holds.
    func inventory(progress: Progress) throws -> Inventory {
        progress.begin(target)
        if let bill = try BillTarget(target)?.bill() { return inventory(of: bill) }
        let scanner = ImageScanner(cacheDirectory: cacheDirectory)
        switch try find() {
        case .image(let image): return try scanner.scan(image, target: target) { progress.note($0) }
        case .rootFileSystem(let path): return try scanner.scan(rootFileSystem: path, target: target)
        }
    }

    /// What a bill says that its image holds, under the name that the user gave.
    func inventory(of bill: Bill) -> Inventory {
        var inventory = bill.inventory
        inventory.target = target
        return inventory
    }
}
