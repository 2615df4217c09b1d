import Foundation
import Testing

@testable import Gateways

/// What a call costs, by its tokens.
struct GeminiUsageTests {
    private func billed(_ members: String, hasPicture: Bool = true) throws -> GatewayUsage {
        try JSONDecoder().decode(GeminiUsage.self, from: Data("{\(members)}".utf8)).billed(
            hasPicture: hasPicture
        )
    }

    @Test func `without details all that came with a picture is the picture`() throws {
        let usage = try billed(#""promptTokenCount":11,"candidatesTokenCount":1120,"thoughtsTokenCount":40"#)
        #expect(usage == GatewayUsage(input: 11, output: 1_120, text: 40))
    }

    @Test func `details that do not add up take nothing from the total`() throws {
        let details =
            #""candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":2000},{"modality":"TEXT"},null]"#
        let usage = try billed(#""candidatesTokenCount":1290,\#(details)"#)
        #expect(usage == GatewayUsage(output: 1_290))
    }

    @Test func `where there is no picture, words are words, and thoughts that are told twice count once`()
        throws
    {
        #expect(
            try billed(#""candidatesTokenCount":30,"thoughtsTokenCount":212"#, hasPicture: false)
                == GatewayUsage(text: 242)
        )
        #expect(
            try billed(#""candidatesTokenCount":212,"thoughtsTokenCount":212"#, hasPicture: false)
                == GatewayUsage(text: 212)
        )
    }

    @Test(arguments: [
        #""promptTokenCount":-5"#, #""promptTokenCount":"many""#, #""promptTokenCount":null"#,
        #""promptTokenCount":1e99"#, #""promptTokenCount":[]"#, #""candidatesTokensDetails":{}"#, "",
    ])
    func `numbers that are none count nothing`(members: String) throws {
        #expect(try billed(members) == GatewayUsage())
    }

    @Test func `numbers beyond all reason overflow nothing`() throws {
        let most = Int.max
        let detail = #"{"modality":"IMAGE","tokenCount":\#(most)}"#
        let usage = try billed(
            """
            "promptTokenCount":\(most),"candidatesTokenCount":\(most),"thoughtsTokenCount":\(most),\
            "candidatesTokensDetails":[\(detail),\(detail)]
            """
        )
        #expect(usage == GatewayUsage(input: 1_000_000_000, output: 1_000_000_000, text: 1_000_000_000))
    }

    @Test func `a later chunk knows better, as far as it says anything`() throws {
        let chunks = [
            #"{"usageMetadata":{"promptTokenCount":10,"thoughtsTokenCount":5}}"#,
            GeminiSample.reply(
                parts: GeminiSample.part,
                more: #","usageMetadata":{"candidatesTokenCount":1120,"thoughtsTokenCount":40}"#
            ),
        ]
        let picture = try GeminiSample.outcome(chunks: chunks).get()
        #expect(picture.receipt.usage == GatewayUsage(input: 10, output: 1_120, text: 40))
    }
}
