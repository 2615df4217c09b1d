import Foundation
import Imaging
import Kernel
import Testing

@testable import API

struct ImagesWishTests {
    private static func wish(_ json: String) throws -> ImagesWish {
        try ImagesWish(OpenAIFields(json: Data(json.utf8)))
    }

    @Test func `everything is read, and what nobody knows is no mistake`() throws {
        let wish = try Self.wish(
            #"""
            {"model":"sketch","prompt":"a tea house","n":3,"size":"1536x1024","quality":"hd","output_format":"webp",
             "output_compression":40,"moderation":"low","stream":true,"partial_images":2,"safety_identifier":"u-81",
             "user":"old","response_format":"b64_json","style":"vivid","background":"opaque","seed":7,"new":{"a":[1]}}
            """#
        )
        #expect(wish.order.prompt == "a tea house")
        #expect(wish.order.model == "sketch")
        #expect(wish.order.count == 3)
        #expect(wish.order.size == .pixels(PixelSize(width: 1_536, height: 1_024)))
        #expect(wish.order.seed == 7)
        #expect(wish.look.quality == "high")
        #expect(wish.look.format == .webp)
        #expect(wish.look.compression == 40)
        #expect(wish.isStreamed)
        #expect(wish.look.partials == 2)
        #expect(wish.safetyIdentifier == "u-81")
    }

    @Test func `little is enough`() throws {
        let wish = try Self.wish(#"{"prompt":"a cup","model":null,"size":"auto","n":null}"#)
        #expect(wish.order.model == "default")
        #expect(wish.order.size == .automatic)
        #expect(wish.order.count == 1)
        #expect(wish.look.format == .png)
        #expect(wish.delivery == .inline)
    }

    @Test(arguments: [
        (#"{}"#, "prompt"), (#"{"prompt":3}"#, "prompt"), (#"{"prompt":"a","n":0}"#, "n"),
        (#"{"prompt":"a","n":11}"#, "n"), (#"{"prompt":"a","n":"2"}"#, "n"),
        (#"{"prompt":"a","n":1.5}"#, "n"),
        (#"{"prompt":"a","size":"big"}"#, "size"), (#"{"prompt":"a","size":"1024 x 1024"}"#, "size"),
        (#"{"prompt":"a","quality":"best"}"#, "quality"),
        (#"{"prompt":"a","output_format":"gif"}"#, "output_format"),
        (#"{"prompt":"a","output_format":"jpeg","output_compression":101}"#, "output_compression"),
        (#"{"prompt":"a","output_compression":50}"#, "output_compression"),
        (#"{"prompt":"a","background":"transparent","output_format":"jpeg"}"#, "background"),
        (#"{"prompt":"a","background":"green"}"#, "background"),
        (#"{"prompt":"a","stream":"yes"}"#, "stream"),
        (#"{"prompt":"a","partial_images":4}"#, "partial_images"),
        (#"{"prompt":"a","response_format":"file"}"#, "response_format"),
        (#"{"prompt":"a","moderation":"none"}"#, "moderation"),
        (#"{"prompt":"a","frame_count":4}"#, "frame_count"),
        (#"{"prompt":"a","input_fidelity":"high"}"#, "input_fidelity"),
        (#"{"prompt":"a","model":7}"#, "model"),
        (#"{"prompt":"a","imageConfig":{"imageSize":"1k"}}"#, "imageConfig.imageSize"),
        (#"{"prompt":"a","imageConfig":{"aspectRatio":"7:5"}}"#, "imageConfig.aspectRatio"),
        (#"{"prompt":"a","imageConfig":"16:9"}"#, "imageConfig"),
    ])
    func `a member that cannot be is refused by its name`(json: String, param: String) {
        let problem = #expect(throws: Problem.self) { try Self.wish(json) }
        #expect(problem.map { OpenAIError($0) }?.status == 400)
        #expect(problem.map { OpenAIError($0) }?.param == param)
    }

    @Test(arguments: [
        "", "[]", "null", "\"a\"", "{\"prompt\":", "{\"prompt\":\"a\"}}", "prompt=a", "\u{FEFF}x",
    ])
    func `what is no object is refused`(json: String) {
        #expect(throws: Problem(.malformedBody)) { try Self.wish(json) }
    }

    @Test func `cut anywhere, a body is refused`() throws {
        let body = #"{"prompt":"a \"cup\"","n":1,"imageConfig":{"aspectRatio":"1:1"}}"#
        for length in 0..<body.utf8.count {
            let cut = Data(body.utf8.prefix(length))
            #expect(throws: Problem(.malformedBody)) { try OpenAIFields(json: cut) }
        }
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `whatever a byte becomes, it is read or refused`(byte: UInt8) throws {
        let body = Data(#"{"prompt":"a","n":1,"size":"1024x1024"}"#.utf8)
        for place in body.indices {
            var changed = body
            changed[place] = byte
            do throws(Problem) {
                _ = try ImagesWish(OpenAIFields(json: changed))
            } catch {
                #expect(OpenAIError(error).status == 400)
            }
        }
    }

    @Test func `shapes beat sizes, in a form too`() throws {
        let form = OpenAIFields(form: [
            ("prompt", "a"), ("size", "1024x1024"),
            ("imageConfig", #"{"aspectRatio":"16:9","imageSize":"2K"}"#),
            ("n", "2"), ("stream", "true"), ("user", ""),
        ])
        let wish = try ImagesWish(form)
        #expect(wish.order.size == .shape(.landscape16x9, .twoK))
        #expect(wish.order.count == 2)
        #expect(wish.isStreamed)
        #expect(wish.safetyIdentifier == nil)
    }
}

extension ImagesWishTests {
    private static func edit(_ images: String, more: String = "") throws -> ImagesWish {
        let json = #"{"prompt":"a","images":[\#(images)]\#(more)}"#
        return try ImagesWish(edit: OpenAIFields(json: Data(json.utf8)))
    }

    @Test func `an edit names data, addresses and what is stored here`() throws {
        let id: ImageID = IDs(clock: .system, randomness: .system).next()
        let images =
            #"{"image_url":"data:image/png;base64,AQI="},{"image_url":"https://a.example/b.png"},{"file_id":"\#(id.text)"}"#
        let wish = try Self.edit(images, more: #","mask":{"image_url":"data:image/png;base64,AQI="}"#)
        guard case .bytes(let bytes) = wish.order.pictures[0],
            case .address(let address) = wish.order.pictures[1],
            case .stored(let stored) = wish.order.pictures[2], case .bytes? = wish.order.mask
        else {
            Issue.record("the pictures are others")
            return
        }
        #expect(bytes == Data([1, 2]))
        #expect(address == "https://a.example/b.png")
        #expect(stored == id)
    }

    @Test(arguments: [
        ("", "images"), (#""text""#, "images[0]"), ("{}", "images[0]"),
        (#"{"image_url":"data:image/png;base64,AQI=","file_id":"img_1"}"#, "images[0]"),
        (#"{"image_url":"data:image/png;base64,***"}"#, "images[0].image_url"),
        (#"{"file_id":"nonsense"}"#, "images[0].file_id"), (#"{"image_url":7}"#, "images[0].image_url"),
    ])
    func `an edit without a picture that can be used is refused by its place`(images: String, field: String) {
        let problem = #expect(throws: Problem.self) { try Self.edit(images) }
        #expect(problem?.field == field)
    }

    @Test func `seventeen pictures are too many`() {
        let images = Array(repeating: #"{"image_url":"data:;base64,AQI="}"#, count: 17).joined(separator: ",")
        #expect(throws: Problem(.tooManyImages, field: "images", ["most": "16"])) { try Self.edit(images) }
    }
}
