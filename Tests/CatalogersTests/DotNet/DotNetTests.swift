import Bytes
import Inventory
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite(".NET")
struct DotNetTests {
    private func block(_ key: String, value: [UInt8] = [], type: UInt16 = 1, _ children: [[UInt8]] = []) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 6)
        for unit in Array(key.utf16) + [0] { bytes += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
        bytes += value
        for child in children {
            while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
            bytes += child
        }
        let numbers = [UInt16(bytes.count), UInt16(type == 1 ? value.count / 2 : value.count), type]
        for (index, number) in numbers.enumerated() {
            bytes[index * 2] = UInt8(number & 0xff)
            bytes[index * 2 + 1] = UInt8(number >> 8)
        }
        return bytes
    }

    private func resource(_ texts: [String: String]) -> [UInt8] {
        let strings = texts.sorted { $0.key < $1.key }.map { key, text in
            block(key, value: (Array(text.utf16) + [0]).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
        }
        let fixed: [UInt8] =
            [0xbd, 0x04, 0xef, 0xfe, 0, 0, 1, 0, 2, 0, 1, 0, 4, 0, 3, 0] + [UInt8](repeating: 0, count: 36)
        return block("VS_VERSION_INFO", value: fixed, type: 0, [block("StringFileInfo", [block("040904b0", strings)])])
    }

    @Test("version resources give their texts and their fixed version")
    func resources() {
        let bytes = resource(["ProductName": "A  b", "FileVersion": "1.2", "Empty": ""])
        let found = VersionResource(bytes.span)
        #expect(found["ProductName"] == "A b")
        #expect(found["FileVersion"] == "1.2")
        #expect(found["Empty"] == "")
        #expect(found.fixedVersion == "1.2.3.4")
        var mutations = Mutations(of: bytes, seed: 3)
        for broken in mutations.prefixes + mutations.flips(300) + mutations.noise(32) {
            _ = VersionResource(broken.span)
        }
    }

    @Test(
        "files say what they are by product or description, and their version by what has more numbers",
        arguments: [
            (
                ["ProductName": "P", "FileDescription": "D", "FileVersion": "1.0.0.0", "ProductVersion": "1.0"], true,
                "P", "1.0.0.0"
            ),
            (
                [
                    "CompanyName": "Microsoft", "ProductName": ".NET", "FileDescription": "D",
                    "ProductVersion": "8.0.1+ab",
                ], true, "D", "8.0.1"
            ),
            (["ProductName": "P", "ProductVersion": "8.0.1+ab", "FileVersion": "8.0.1.7"], false, "P", "8.0.1.7"),
            (
                ["ProductName": "P", "ProductVersion": "150.1.0-xplat", "FileVersion": "15.2.0.0"], true, "P",
                "150.1.0-xplat"
            ),
            (["ProductName": "P", "ProductVersion": "1.0-xplat", "FileVersion": "15.2.0.0"], true, "P", "15.2.0.0"),
            (["ProductName": "P", "FileVersion": "4.7.1 built by: X", "ProductVersion": "none"], true, "P", "4.7.1"),
            (["ProductName": "P", "ProductVersion": "0.0.0.1", "FileVersion": "4.0.0.0"], true, "P", "4.0.0.0"),
            (["InternalName": "I", "ProductVersion": "Release 73"], true, "I", "Release 73"),
            (["ProductName": "P"], true, "P", "1.2.3.4"),
        ] as [([String: String], Bool, String, String)])
    func files(_ texts: [String: String], _ isAssembly: Bool, _ name: String, _ version: String) throws {
        let bytes = resource(texts)
        let record = PortableExecutable(resource: VersionResource(bytes.span), isAssembly: isAssembly).record
        #expect(record?.name == name)
        #expect(record?.version == version)
        #expect(record?.type == (isAssembly ? .nuget : .generic))
        #expect(PortableExecutable(resource: VersionResource([UInt8]().span), isAssembly: true).record == nil)
    }

    @Test("an assembly that a list beside it names is its package's")
    func owners() throws {
        let layers = try CatalogerCase(cataloger: "dotnet", name: "published").layers()
        let packages = CatalogerRun(layers).packages(of: DotNetCataloger())
        let owners = packages.filter { $0.owner != nil }.map { "\($0.name) \($0.owner?.description ?? "")" }
        #expect(
            owners == [
                "Json.NET pkg:nuget/Newtonsoft.Json@13.0.1",
                "System.Text.Json pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1",
            ])
        #expect(packages.allSatisfy { $0.provides.isEmpty })
    }
}
