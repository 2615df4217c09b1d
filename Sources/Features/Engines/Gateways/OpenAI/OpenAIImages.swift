package import Engines
import FoundationEssentials
package import Kernel
package import Outbound

/// OpenAI's Images API, and the many hosts that speak it.
///
/// It asks once: nobody promises that a call which is sent again is not billed again.
package struct OpenAIImages: Gateway {
    let outbound: Outbound
    let traits: HostTraits
    let clock: Clock
    let randomness: Randomness
    let paintMask: MaskPainter

    /// - Parameters:
    ///   - outbound: the way out.
    ///   - traits: what the host can do.
    ///   - clock: measures silence on a stream, and how long fetching a picture takes.
    ///   - randomness: makes the boundaries of forms.
    ///   - paintMask: turns a mask of ours into one of the host's.
    package init(
        outbound: Outbound,
        traits: HostTraits,
        clock: Clock,
        randomness: Randomness,
        paintMask: @escaping MaskPainter
    ) {
        self.outbound = outbound
        self.traits = traits
        self.clock = clock
        self.randomness = randomness
        self.paintMask = paintMask
    }

    /// Progress is told where the host sends drafts, with each of them.
    package func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        try traits.admit(order)
        let mask = try await mask(of: order)
        let request = try Request(order, mask: mask, for: traits, randomness)
        let call = try call(for: request, at: lane, limit: order.limit)
        let answer = try await caught {
            try await outbound.stream(call, to: lane.destination) { head, body in
                let asked = Asked(receipt: GatewayReceipt(head), references: order.references.count)
                return try await read(head, body, asked, report)
            }
        }
        return try await picture(of: answer, at: lane)
    }

    /// Asks for the list of models, which costs nothing.
    package func probe(_ lane: Lane) async throws(GatewayFailure) {
        let call = try probe(at: lane)
        try await caught {
            try await outbound.stream(call, to: lane.destination) { head, body in
                let asked = Asked(receipt: GatewayReceipt(head))
                if [404, 405].contains(head.status), !traits.models { return }
                let body = try await Self.rest(of: body)
                guard head.isSuccess else { throw Self.failure(head, body, asked) }
                try Self.check(models: body, asked)
            }
        }
    }

    private func picture(of answer: Answer, at lane: Lane) async throws(GatewayFailure) -> GatewayPicture {
        switch answer.delivery {
        case .bytes(let bytes):
            return GatewayPicture(bytes: bytes, receipt: answer.receipt)
        case .link(let text):
            let link = Link(outbound: outbound, clock: clock, lane: lane, hosts: traits.linkedHosts)
            return GatewayPicture(bytes: try await link.fetch(text, answer.receipt), receipt: answer.receipt)
        }
    }
}
