import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// What is refused before anything is sent.
struct OpenAIRefusalTests {
    private func refusal(
        of order: GatewayOrder,
        by traits: HostTraits,
        paintMask: @escaping MaskPainter = { _ in OpenAITest.png }
    ) async throws -> GatewayFailure {
        try await ScriptedServer.serving(ScriptedServer.answer(OpenAITest.reply)) { port, server in
            let lane = try OpenAITest.lane(port: port)
            let gateway = OpenAITest.gateway(traits, at: lane, paintMask: paintMask)
            let failure = try await #require(throws: GatewayFailure.self) {
                try await gateway.make(order, at: lane) { _ in }
            }
            #expect(server.requests.isEmpty)
            return failure
        }
    }

    @Test func `a host that edits nothing takes no pictures`() async throws {
        var traits = HostTraits.openAI
        traits.edits = false
        let failure = try await refusal(of: OpenAITest.order(references: 1), by: traits)
        #expect(failure == GatewayFailure(.invalidRequest))
    }

    @Test(arguments: [(HostTraits.compatible, 2), (.openAI, 17)])
    func `no host takes more pictures than it can`(traits: HostTraits, count: Int) async throws {
        let failure = try await refusal(of: OpenAITest.order(references: count), by: traits)
        #expect(failure == GatewayFailure(.invalidRequest))
    }

    @Test func `a mask needs a host that knows masks, and a picture`() async throws {
        let masked = try OpenAITest.order(references: 1, mask: OpenAITest.png)
        #expect(try await refusal(of: masked, by: .compatible) == GatewayFailure(.invalidRequest))
        let bare = try OpenAITest.order(mask: OpenAITest.png)
        #expect(try await refusal(of: bare, by: .openAI) == GatewayFailure(.invalidRequest))
    }

    @Test func `words to avoid and earlier turns are not left out in silence`() async throws {
        let avoiding = try OpenAITest.order(avoiding: Prompt("people"))
        #expect(try await refusal(of: avoiding, by: .openAI) == GatewayFailure(.invalidRequest))
        let turn = GatewayOrder.Turn(speaker: .person, text: "tea", pictures: [])
        let later = try OpenAITest.order(turns: [turn])
        #expect(try await refusal(of: later, by: .openAI) == GatewayFailure(.invalidRequest))
    }

    @Test func `a shape that no size comes near is refused`() async throws {
        let failure = try await refusal(of: OpenAITest.order(size: "3072x384"), by: .openAI)
        #expect(failure == GatewayFailure(.invalidRequest))
    }

    @Test func `a picture of fifty megabytes is named`() async throws {
        let size = PixelSize(width: 1_024, height: 1_024)
        let references = [16, 50 << 20].map { count in
            GatewayOrder.Reference(bytes: Data(count: count), format: .png, size: size)
        }
        let order = GatewayOrder(
            model: "gpt-image-2",
            prompt: try Prompt("tea"),
            size: size,
            seed: Seed(clamping: 7),
            references: references,
            limit: .seconds(30)
        )
        let failure = try await refusal(of: order, by: .openAI)
        #expect(failure == GatewayFailure(.invalidRequest, reference: 1))
    }

    @Test func `a mask that is no small PNG is refused`() async throws {
        let order = try OpenAITest.order(references: 1, mask: OpenAITest.png)
        for painted in [Data(), Data("no picture".utf8), OpenAITest.png + Data(count: 4 << 20)] {
            let failure = try await refusal(of: order, by: .openAI) { _ in painted }
            #expect(failure == GatewayFailure(.invalidRequest))
        }
    }

    @Test func `a mask that cannot be painted is refused`() async throws {
        struct Unreadable: Error {}
        let order = try OpenAITest.order(references: 1, mask: Data("black".utf8))
        let failure = try await refusal(of: order, by: .openAI) { _ in throw Unreadable() }
        #expect(failure == GatewayFailure(.invalidRequest))
        let calledOff = try await refusal(of: order, by: .openAI) { _ in throw CancellationError() }
        #expect(calledOff == GatewayFailure(.cancelled))
    }

    @Test func `the painter is given the order's mask`() async throws {
        let lane = try OpenAITest.lane(port: 9)
        let gateway = OpenAITest.gateway(.openAI, at: lane) { OpenAITest.png + $0 }
        let order = try OpenAITest.order(references: 1, mask: Data("white".utf8))
        #expect(try await gateway.mask(of: order) == OpenAITest.png + Data("white".utf8))
        #expect(try await gateway.mask(of: OpenAITest.order(references: 1)) == nil)
    }
}
