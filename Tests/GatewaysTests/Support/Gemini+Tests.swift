import Engines
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// What the tests of the Gemini adapter start from.
enum GeminiSample {
    static let key = "AIza-key-of-the-test"
    static let words = "a lighthouse at dusk, for Mrs Kowalska"
    /// Its base64 has both characters in which the alphabets differ, and padding.
    static let bytes = Data([0x89, 0x50, 0x4E, 0x47, 0xFB, 0xFF, 0xFE, 0x3E])
    static let base64 = "iVBOR/v//j4="

    static let square: (ratio: AspectRatio, resolution: Resolution) = (.square, .oneK)

    static func order(
        model: String = "gemini-3-pro-image",
        prompt: String = words,
        negativePrompt: String = "",
        shape: (ratio: AspectRatio, resolution: Resolution)? = square,
        references: [GatewayOrder.Reference] = [],
        mask: Data? = nil,
        turns: [GatewayOrder.Turn] = [],
        demandsImage: Bool = false,
        limit: Duration = .seconds(20)
    ) throws -> GatewayOrder {
        try GatewayOrder(
            model: model,
            prompt: Prompt(orNone: prompt),
            negativePrompt: Prompt(orNone: negativePrompt),
            size: shape.map { PixelSize($0.ratio, $0.resolution) } ?? PixelSize(width: 1_000, height: 700),
            shape: shape,
            seed: Seed(clamping: 7),
            references: references,
            mask: mask,
            turns: turns,
            demandsImage: demandsImage,
            limit: limit
        )
    }

    static func reference(
        _ bytes: Data = bytes,
        _ format: GatewayOrder.Reference.Format = .png
    ) -> GatewayOrder.Reference {
        GatewayOrder.Reference(bytes: bytes, format: format, size: PixelSize(width: 8, height: 8))
    }

    /// A conversation in which Gemini made a picture.
    static func turns(signature: String?) -> [GatewayOrder.Turn] {
        [
            GatewayOrder.Turn(speaker: .person, text: "a lighthouse", pictures: []),
            GatewayOrder.Turn(
                speaker: .model,
                text: "Here it is.",
                pictures: [reference()],
                signature: signature
            ),
        ]
    }

    /// The body of the request, read back.
    static func body(
        _ order: GatewayOrder,
        threshold: Gemini.Threshold? = nil,
        replaysPictures: Bool = true
    ) throws -> JSONValue {
        let request = try GeminiRequest(order, threshold: threshold, replaysPictures: replaysPictures)
        return try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(request))
    }
}

extension GeminiSample {
    /// What came of a call.
    struct Outcome: Sendable {
        let result: Result<GatewayPicture, GatewayFailure>

        var picture: GatewayPicture? { try? result.get() }

        var failure: GatewayFailure? {
            if case .failure(let failure) = result { failure } else { nil }
        }

        func get() throws(GatewayFailure) -> GatewayPicture { try result.get() }
    }

    /// What is made of an answer that came in one piece.
    static func outcome(
        _ body: some Sequence<UInt8>,
        status: Int = 200,
        pause: String? = nil
    ) -> Outcome {
        var reading = GeminiReading(status: status, pause: pause)
        reading.take(whole: Data(body))
        return outcome(reading)
    }

    /// What is made of a stream of these events.
    static func outcome(chunks: [String], isWhole: Bool = true) -> Outcome {
        var reading = GeminiReading(status: 200)
        for chunk in chunks { reading.take(chunk: Data(chunk.utf8)) }
        if isWhole { reading.endStream() }
        return outcome(reading)
    }

    private static func outcome(_ reading: GeminiReading) -> Outcome {
        do throws(GatewayFailure) {
            return Outcome(result: .success(try reading.picture()))
        } catch {
            return Outcome(result: .failure(error))
        }
    }

    static func reason(_ body: String, status: Int = 200) -> GatewayFailure.Reason? {
        outcome(body.utf8, status: status).failure?.reason
    }
}

extension GeminiSample {
    /// An answer with these parts.
    static func reply(
        parts: String,
        end: String = "STOP",
        more: String = ""
    ) -> String {
        """
        {"candidates":[{"content":{"role":"model","parts":[\(parts)]},"finishReason":"\(end)","index":0}]\(more)}
        """
    }

    static let part =
        #"{"inlineData":{"mimeType":"image/png","data":"\#(base64)"},"thoughtSignature":"c2ln+/8="}"#

    static let usage = """
        ,"usageMetadata":{"promptTokenCount":571,"candidatesTokenCount":1130,"thoughtsTokenCount":40,\
        "totalTokenCount":1741,"candidatesTokensDetails":[{"modality":"TEXT","tokenCount":10},\
        {"modality":"IMAGE","tokenCount":1120}]},"modelVersion":"gemini-3-pro-image","responseId":"answer-1"
        """

    /// A good answer, whole.
    static let good = reply(parts: #"{"text":"Here it is."},\#(part)"#, more: usage)

    static func error(
        _ code: Int,
        _ status: String,
        message: String = "words of the server's",
        details: String = ""
    ) -> String {
        #"{"error":{"code":\#(code),"message":"\#(message)","status":"\#(status)","details":[\#(details)]}}"#
    }
}

extension GeminiSample {
    static func gateway(
        streams: Bool = false,
        version: Gemini.Version = .v1,
        clock: Clock = .system
    ) -> Gemini {
        let outbound = Outbound(
            OutboundPolicy(isLocal: true, country: "DE"),
            resolver: Resolver { name in
                Issue.record("\(name) was looked up")
                return []
            },
            clock: .system,
            randomness: .seeded()
        )
        return Gemini(outbound: outbound, clock: clock, version: version, streams: streams)
    }

    static func lane(
        port: Int,
        path: String = "",
        key: String? = key,
        destination: Destination = .named(by: .operator, as: "gemini-1")
    ) throws -> Lane {
        Lane(
            label: "gemini-1",
            base: try #require(OutboundURL("http://127.0.0.1:\(port)\(path)")),
            key: key.map(Secret.init),
            destination: destination
        )
    }

    /// Asks a server that answers by a script, and tells what came of it and what the server was sent.
    static func ask(
        _ script: @escaping ScriptedServer.Script,
        _ order: GatewayOrder? = nil,
        streams: Bool = false,
        report: @escaping @Sendable (EngineProgress) -> Void = { _ in }
    ) async throws -> (outcome: Outcome, requests: [String]) {
        let order = try order ?? self.order()
        return try await ScriptedServer.serving(script) { port, server in
            let lane = try lane(port: port)
            do throws(GatewayFailure) {
                let picture = try await gateway(streams: streams).make(order, at: lane, report: report)
                return (Outcome(result: .success(picture)), server.requests)
            } catch {
                return (Outcome(result: .failure(error)), server.requests)
            }
        }
    }

    /// A script that streams these pieces; one that is cut ends, once it is allowed to, without the end that chunked bodies have.
    static func streaming(_ pieces: [String], cutAt cut: Latch? = nil) -> ScriptedServer.Script {
        { _, write in
            try await write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            for piece in pieces {
                try await write("\(String(piece.unicodeScalars.count, radix: 16))\r\n\(piece)\r\n")
            }
            // What has not been read when a connection breaks may be lost.
            if let cut { try await cut.wait() } else { try await write("0\r\n\r\n") }
        }
    }
}

extension GeminiSample {
    /// Any JSON, so that a body is compared with what it should be, member by member.
    enum JSONValue: Hashable, Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case text(String)
        case list([JSONValue])
        case object([String: JSONValue])

        subscript(_ name: String) -> JSONValue? {
            if case .object(let members) = self { members[name] } else { nil }
        }

        subscript(_ index: Int) -> JSONValue? {
            if case .list(let elements) = self, elements.indices.contains(index) {
                elements[index]
            } else {
                nil
            }
        }

        var text: String? {
            if case .text(let text) = self { text } else { nil }
        }
    }
}

extension GeminiSample.JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let elements = try? value.decode([Self].self) {
            self = .list(elements)
        } else {
            self = .object(try value.decode([String: Self].self))
        }
    }
}

extension GeminiSample.JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral number: Int) { self = .number(Double(number)) }
    init(booleanLiteral bool: Bool) { self = .bool(bool) }
    init(arrayLiteral elements: Self...) { self = .list(elements) }
    init(dictionaryLiteral members: (String, Self)...) {
        self = .object(Dictionary(members) { _, last in last })
    }
}
