import Foundation
import TestSupport
import Testing

@testable import LocalModels

struct WeightsFormatTests {
    let folder: TempFolder
    let file: URL

    init() throws {
        folder = try TempFolder()
        file = folder["file"]
    }

    private func recognise(_ bytes: Data) throws -> WeightsFormat {
        try bytes.write(to: file)
        return try WeightsFormat(recognising: file)
    }

    @Test(arguments: [0, 1, 64, 100_000])
    func `a safetensors file is recognised by its head`(size: Int) throws {
        #expect(try recognise(SampleWeights.safetensors(size)) == .safetensors)
    }

    @Test func `a GGUF file is recognised by its magic`() throws {
        #expect(try recognise(SampleWeights.gguf) == .gguf)
    }

    @Test func `a head whose length looks like a pickle's beginning is a head`() throws {
        let tensor = #"{"w":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#
        let head = tensor + String(repeating: " ", count: 0x0280 - tensor.utf8.count)
        #expect(try recognise(SampleWeights.safetensors(head: head)) == .safetensors)
    }

    @Test(arguments: SampleWeights.pickles)
    func `a pickle is refused, for it runs code`(bytes: Data) throws {
        #expect(throws: WeightsRefusal.pickle(path: file.path)) { try recognise(bytes) }
    }

    @Test(arguments: [
        "", "GGUF", "<!DOCTYPE html><title>Sign in</title>",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    ])
    func `text is no weights`(text: String) throws {
        #expect(throws: WeightsRefusal.noWeights(path: file.path)) { try recognise(Data(text.utf8)) }
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"__metadata__":{"format":"pt"}}"#, #"{"w":{"data_offsets":[0,1]}}"#,
        #"{"w":{"data_offsets":[2,1]}}"#, #"{"w":{"data_offsets":[0,9000000000000000000]}}"#,
        #"{"w":{"data_offsets":"0"}}"#,
    ])
    func `a head without tensors, or with more than the file holds, is no weights`(head: String) throws {
        #expect(throws: WeightsRefusal.noWeights(path: file.path)) {
            try recognise(SampleWeights.safetensors(head: head))
        }
    }

    @Test func `no safetensors file that was cut off is one`() throws {
        let whole = SampleWeights.safetensors()
        for length in 0..<whole.count {
            #expect(throws: WeightsRefusal.noWeights(path: file.path)) { try recognise(whole.prefix(length)) }
        }
    }

    @Test(arguments: ["missing", "."])
    func `what is no file cannot be read`(name: String) {
        let place = folder.url.appending(path: name)
        #expect(throws: WeightsRefusal.unreadable(path: place.path)) {
            try WeightsFormat(recognising: place)
        }
    }
}
