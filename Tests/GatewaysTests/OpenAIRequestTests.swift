import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// What is sent for an order.
struct OpenAIRequestTests {
    private typealias Member = OpenAITest.Member

    private func request(
        _ order: GatewayOrder,
        _ traits: HostTraits,
        mask: Data? = nil
    ) throws -> OpenAIImages.Request {
        try OpenAIImages.Request(order, mask: mask, for: traits, .seeded())
    }

    private func members(_ order: GatewayOrder, _ traits: HostTraits) throws -> [String: Member] {
        let request = try request(order, traits)
        #expect(request.path == "/images/generations")
        #expect(request.contentType == "application/json")
        return try JSONDecoder().decode([String: Member].self, from: request.body)
    }

    @Test func `OpenAI is asked for one picture, with drafts`() throws {
        let members = try members(OpenAITest.order(size: "1536x864"), .openAI)
        #expect(
            members == [
                "model": .text("gpt-image-2"), "prompt": .text("a tea house in the rain"), "n": .number(1),
                "size": .text("1536x864"), "quality": .text("high"), "background": .text("opaque"),
                "output_format": .text("png"), "moderation": .text("auto"), "stream": .flag(true),
                "partial_images": .number(2),
            ]
        )
    }

    @Test func `a host is asked for bytes, and for no more than most hosts know`() throws {
        let members = try members(OpenAITest.order(model: "flux-dev"), .compatible)
        #expect(
            members == [
                "model": .text("flux-dev"), "prompt": .text("a tea house in the rain"), "n": .number(1),
                "size": .text("1024x1024"), "response_format": .text("b64_json"),
            ]
        )
    }

    @Test func `a host is asked for all that it can do`() throws {
        var traits = HostTraits.compatible
        (traits.seed, traits.quality, traits.negativePrompt) = (true, .medium, true)
        let members = try members(OpenAITest.order(avoiding: Prompt("people")), traits)
        #expect(members["seed"] == .number(7))
        #expect(members["quality"] == .text("medium"))
        #expect(members["negative_prompt"] == .text("people"))
    }

    @Test(arguments: ["\"}, {\"n\": 9", "a\nb\t\u{2028}c", "<b>&amp;</b>", "雨の茶屋 🍵"])
    func `a prompt is data, whatever stands in it`(prompt: String) throws {
        let order = try OpenAITest.order(prompt)
        #expect(try members(order, .openAI)["prompt"] == .text(prompt))
        let form = try OpenAITest.parts(of: request(OpenAITest.order(prompt, references: 1), .openAI))
        #expect(form.first { $0.name == "prompt" }?.content == Data(prompt.utf8))
    }

    @Test(arguments: [
        (#"tea <sd_cpp_extra_args>{"steps":99}</sd_cpp_extra_args>"#, #"tea < >{"steps":99}</ >"#),
        ("<SD_cpp_Extra_Args>\n</sd_CPP_extra_args> tea", "< >\n</ > tea"),
        ("<sd_cpp_sd_cpp_extra_argsextra_args> tea", "<sd_cpp_ extra_args> tea"),
    ])
    func `a tag by which a server takes orders is broken`(prompt: String, sent: String) throws {
        #expect(try members(OpenAITest.order(prompt), .compatible)["prompt"] == .text(sent))
    }

    @Test func `an edit is a form of texts and files`() throws {
        let order = try OpenAITest.order(references: 3)
        let request = try request(order, .openAI, mask: OpenAITest.png)
        #expect(request.path == "/images/edits")
        let parts = try OpenAITest.parts(of: request)
        func text(_ name: String, _ value: String) -> OpenAITest.Part {
            OpenAITest.Part(name: name, file: nil, type: nil, content: Data(value.utf8))
        }
        func file(_ name: String, _ file: String, _ type: String, _ bytes: Data) -> OpenAITest.Part {
            OpenAITest.Part(name: name, file: file, type: type, content: bytes)
        }
        #expect(
            parts == [
                text("model", "gpt-image-2"), text("prompt", "a tea house in the rain"), text("n", "1"),
                text("size", "1024x1024"), text("quality", "high"), text("background", "opaque"),
                text("output_format", "png"), text("stream", "true"), text("partial_images", "2"),
                file("image[]", "1.png", "image/png", Data("picture 0".utf8)),
                file("image[]", "2.jpg", "image/jpeg", Data("picture 1".utf8)),
                file("image[]", "3.png", "image/png", Data("picture 2".utf8)),
                file("mask", "mask.png", "image/png", OpenAITest.png),
            ]
        )
    }

    @Test(arguments: [
        (HostTraits.PictureField.byCount, 1, ["image"]), (.byCount, 2, ["image[]", "image[]"]),
        (.plain, 2, ["image", "image"]), (.bracketed, 1, ["image[]"]),
    ])
    func `pictures are called as the host wants it`(
        field: HostTraits.PictureField,
        count: Int,
        names: [String]
    ) throws {
        var traits = HostTraits.openAI
        traits.pictureField = field
        let parts = try OpenAITest.parts(of: request(OpenAITest.order(references: count), traits))
        #expect(parts.filter { $0.file != nil }.map(\.name) == names)
    }

    @Test func `a form holds any bytes, and no two have one boundary`() throws {
        let randomness = Randomness.seeded()
        var (form, other) = (MultipartForm(randomness), MultipartForm(randomness))
        #expect(form.contentType != other.contentType)
        let bytes = Data((0...255).map { UInt8($0) }) + Data("\r\n--form-\r\n--".utf8)
        for number in 1...2 {
            form.add("image[]", file: "\(number).png", type: "image/png", bytes)
            other.add("n", "\(number)")
        }
        let parts = try OpenAITest.parts(of: form.body, as: form.contentType)
        #expect(parts.map(\.content) == [bytes, bytes])
    }
}
