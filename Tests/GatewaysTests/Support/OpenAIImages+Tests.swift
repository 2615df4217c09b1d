import Engines
import FoundationEssentials
import Kernel
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import Gateways

/// What the tests of the Images API share.
enum OpenAITest {
    static let key = "sk-test-4711"
    /// What begins as a PNG does, and is none.
    static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + Data("pixels".utf8)
    /// The same, for a script to write: a scalar a byte.
    static let pngText = "\u{89}PNG\r\n\u{1A}\npixels"

    static let base64 = png.base64EncodedString()

    static let reply = """
        {"created":1795430400,"background":"opaque","output_format":"png","quality":"high","size":"1024x1024",\
        "data":[{"b64_json":"\(base64)"}],"usage":{"total_tokens":1131,"input_tokens":11,\
        "output_tokens":1120,"input_tokens_details":{"text_tokens":11,"image_tokens":0},\
        "output_tokens_details":{"image_tokens":1100,"text_tokens":20}}}
        """

    static let drafts = (0...1).map { index in
        event(
            "image_generation.partial_image",
            #"{"type":"image_generation.partial_image","b64_json":"AAAA","partial_image_index":\#(index)}"#
        )
    }
    static let completed = event(
        "image_generation.completed",
        #"{"type":"image_generation.completed","b64_json":"\#(base64)","#
            + #""created_at":1795430412,"usage":{"input_tokens":11,"output_tokens":1120}}"#
    )

    static func event(_ name: String, _ data: String) -> String { "event: \(name)\ndata: \(data)\n\n" }

    static func error(type: String? = nil, code: String? = nil, message: String = "No.") -> String {
        let (type, code) = (type.map { #""\#($0)""# } ?? "null", code.map { #""\#($0)""# } ?? "null")
        return #"{"error":{"message":"\#(message)","type":\#(type),"param":null,"code":\#(code)}}"#
    }

    static func size(_ text: String) throws -> PixelSize { try #require(PixelSize(text)) }

    static func order(
        _ prompt: String = "a tea house in the rain",
        model: String = "gpt-image-2",
        size: String = "1024x1024",
        references: Int = 0,
        mask: Data? = nil,
        avoiding words: Prompt = .none,
        turns: [GatewayOrder.Turn] = []
    ) throws -> GatewayOrder {
        let size = try Self.size(size)
        return GatewayOrder(
            model: model,
            prompt: try Prompt(prompt),
            negativePrompt: words,
            size: size,
            seed: Seed(clamping: 7),
            references: (0..<references).map { index in
                let format: GatewayOrder.Reference.Format = index.isMultiple(of: 2) ? .png : .jpeg
                return GatewayOrder.Reference(
                    bytes: Data("picture \(index)".utf8),
                    format: format,
                    size: size
                )
            },
            mask: mask,
            turns: turns,
            limit: .seconds(30)
        )
    }
}

extension OpenAITest {
    /// What came of an order.
    struct Outcome: Sendable {
        let result: Result<GatewayPicture, GatewayFailure>
        let requests: [String]
        let fractions: [Double]
        var drafts: [Data?] = []

        func picture() throws -> GatewayPicture { try result.get() }

        func failure() throws -> GatewayFailure {
            try #require(throws: GatewayFailure.self) { try result.get() }
        }
    }

    /// Reaches servers of this machine: as the operator's own, or as ones that an address of the settings names.
    static func gateway(
        _ traits: HostTraits,
        at lane: Lane,
        resolver: Resolver = Resolver { _ in [] },
        clock: Clock = .system,
        paintMask: @escaping MaskPainter = { _ in png }
    ) -> OpenAIImages {
        let policy = OutboundPolicy(
            isLocal: true,
            country: "DE",
            localEngines: ["openai-local": [lane.base.origin]]
        )
        return OpenAIImages(
            outbound: Outbound(policy, resolver: resolver, clock: .system, randomness: .seeded()),
            traits: traits,
            clock: clock,
            randomness: .seeded(),
            paintMask: paintMask
        )
    }

    static func lane(port: Int, path: String = "/v1", isOwn: Bool = false) throws -> Lane {
        Lane(
            label: "openai-1",
            base: try #require(OutboundURL("http://127.0.0.1:\(port)\(path)")),
            key: Secret(key),
            destination: isOwn ? .localEngine("openai-local") : .named(by: .operator, as: "openai-1")
        )
    }

    /// Has an order made by a server that follows a script.
    static func make(
        _ order: GatewayOrder,
        with traits: HostTraits = .openAI,
        isOwn: Bool = false,
        resolver: Resolver = Resolver { _ in [] },
        at script: @escaping ScriptedServer.Script,
        report: @escaping @Sendable () -> Void = {}
    ) async throws -> Outcome {
        try await ScriptedServer.serving(script) { port, server in
            let lane = try lane(port: port, isOwn: isOwn)
            let fractions = Fractions()
            let result: Result<GatewayPicture, GatewayFailure>
            do throws(GatewayFailure) {
                let gateway = gateway(traits, at: lane, resolver: resolver)
                result = .success(
                    try await gateway.make(order, at: lane) {
                        fractions.add($0.fraction, $0.draft)
                        report()
                    }
                )
            } catch {
                result = .failure(error)
            }
            return Outcome(
                result: result,
                requests: server.requests,
                fractions: fractions.all.map(\.fraction),
                drafts: fractions.all.map(\.draft)
            )
        }
    }

    private final class Fractions: Sendable {
        private let state = Mutex<[(fraction: Double, draft: Data?)]>([])

        var all: [(fraction: Double, draft: Data?)] { state.withLock { $0 } }

        func add(_ fraction: Double, _ draft: Data?) {
            state.withLock { $0.append((fraction, draft)) }
        }
    }
}

extension OpenAITest {
    /// A member of a flat JSON object.
    enum Member: Decodable, Hashable {
        case text(String)
        case number(Int)
        case flag(Bool)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }
    }

    /// A part of a form, as somebody else reads it.
    struct Part: Hashable {
        let name: String
        let file: String?
        let type: String?
        let content: Data
    }

    static func parts(of request: OpenAIImages.Request) throws -> [Part] {
        try parts(of: request.body, as: request.contentType)
    }

    /// The parts of a body, by the boundary that its type names (RFC 2046, section 5.1.1).
    static func parts(of body: Data, as contentType: String) throws -> [Part] {
        let boundary = try #require(contentType.split(separator: "boundary=").last)
        #expect(contentType == "multipart/form-data; boundary=\(boundary)")
        var rest = Data("\r\n".utf8) + body
        var parts: [Part] = []
        let separator = Array("\r\n--\(boundary)".utf8)
        #expect(rest.starts(with: separator))
        while let start = rest.offset(of: separator) {
            rest = Data(rest.dropFirst(start + separator.count))
            if rest == Data("--\r\n".utf8) { return parts }
            let end = try #require(rest.offset(of: separator))
            parts.append(try part(Data(rest.prefix(end))))
        }
        Issue.record("the form has no end")
        return parts
    }

    private static func part(_ bytes: Data) throws -> Part {
        let end = try #require(bytes.offset(of: Array("\r\n\r\n".utf8)))
        let head = String(decoding: bytes.prefix(end), as: UTF8.self).replacing("\r\n", with: "\n")
        let pattern =
            /\nContent-Disposition: form-data; name="([^"]+)"(?:; filename="([^"]+)")?(?:\nContent-Type: (.+))?/
        let match = try #require(head.wholeMatch(of: pattern))
        return Part(
            name: String(match.1),
            file: match.2.map(String.init),
            type: match.3.map(String.init),
            content: Data(bytes.dropFirst(end + 4))
        )
    }
}

extension OpenAITest {
    /// Counts from 0, over tasks.
    final class Counter: Sendable {
        private let state = Mutex(0)

        func next() -> Int {
            state.withLock { number in
                defer { number += 1 }
                return number
            }
        }
    }
}
