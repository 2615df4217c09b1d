import Foundation
import TestSupport
import Testing

@testable import LocalModels

struct WeightsShelfTests {
    let folder: TempFolder
    let shelf: WeightsShelf

    init() throws {
        folder = try TempFolder()
        shelf = WeightsShelf(folder["models"])
    }

    private func put(_ text: String, _ bytes: Data = SampleWeights.gguf) throws -> WeightsName {
        let name = try #require(WeightsName(text))
        try shelf.prepare()
        try bytes.write(to: shelf.part(of: name))
        try shelf.take(name, verifiedAs: WeightsDigest(of: bytes))
        return name
    }

    @Test(arguments: ["a", "model.safetensors", "SD_1.5-q4.gguf", "9", String(repeating: "a", count: 128)])
    func `a plain file name is a name`(text: String) {
        #expect(WeightsName(text)?.text == text)
    }

    @Test(arguments: [
        "", ".hidden", "-v", "_", "a/b", "../a", "a b", "模型", "a\n", "a.part", "a.sha256",
        String(repeating: "a", count: 129),
    ])
    func `anything else is none`(text: String) {
        #expect(WeightsName(text) == nil)
    }

    @Test func `a missing shelf is empty`() {
        #expect(shelf.entries().isEmpty)
    }

    @Test func `the shelf is for its owner alone`() throws {
        _ = try put("a.gguf")
        let attributes = try FileManager.default.attributesOfItem(atPath: shelf.folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func `what was taken is listed by name, with its size and digest`() throws {
        let names = [try put("b.gguf"), try put("a.safetensors", SampleWeights.safetensors())]
        let entries = shelf.entries()
        #expect(entries.map(\.name) == names.reversed())
        #expect(entries.map(\.size) == [SampleWeights.safetensors().count, SampleWeights.gguf.count])
        #expect(entries.last?.digest == WeightsDigest(of: SampleWeights.gguf))
    }

    @Test func `the digest's file is one that sha256sum reads`() throws {
        let name = try put("a.gguf")
        let line = try String(contentsOf: shelf.digestFile(of: name), encoding: .utf8)
        #expect(line == "\(WeightsDigest(of: SampleWeights.gguf).text)  a.gguf\n")
    }

    @Test func `what nobody verified is not listed`() throws {
        _ = try put("a.gguf")
        try SampleWeights.gguf.write(to: shelf.folder.appending(path: "b.gguf"))
        try SampleWeights.gguf.write(to: shelf.folder.appending(path: "c.gguf"))
        try Data("no digest".utf8).write(to: shelf.folder.appending(path: "c.gguf.sha256"))
        #expect(shelf.entries().map(\.name.text) == ["a.gguf"])
    }

    @Test func `what is removed leaves nothing behind`() throws {
        let name = try put("a.gguf")
        try Data("rest".utf8).write(to: shelf.part(of: name))
        try shelf.remove(name)
        #expect(try folder.files() == [])
    }

    @Test func `what is not there cannot be removed`() throws {
        let name = try #require(WeightsName("a.gguf"))
        #expect(throws: WeightsRefusal.unknown(name: "a.gguf")) { try shelf.remove(name) }
    }

    @Test(arguments: ["", "0", String(repeating: "g", count: 64), String(repeating: "0", count: 63)])
    func `what is not 64 hexadecimal digits is no digest`(text: String) {
        #expect(WeightsDigest(text) == nil)
    }

    @Test func `a digest is the same in either case`() {
        #expect(
            WeightsDigest(String(repeating: "AB", count: 32))
                == WeightsDigest(String(repeating: "ab", count: 32))
        )
    }
}
