import Engines
import Foundation
import Kernel
import Metrics
import Outbound
import Synchronization

@testable import Gateways

/// A gateway that answers as a test wrote down, one line a call, and fails the test when it is asked more often.
final class ScriptedGateway: Gateway {
    enum Line: Sendable {
        case picture
        /// One that can be looked into, with a signature and signed words.
        case signed(Data, String, [SignedWords])
        case failure(GatewayFailure)
        /// Never answers.
        case silence
    }

    private let lines: Mutex<[Line]>
    private let asked = Mutex<[(lane: HostLabel, order: GatewayOrder)]>([])

    init(_ lines: [Line]) {
        self.lines = Mutex(lines)
    }

    var lanes: [String] { asked.withLock { $0.map(\.lane.text) } }
    var orders: [GatewayOrder] { asked.withLock { $0.map(\.order) } }

    func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        asked.withLock { $0.append((lane.label, order)) }
        switch lines.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case .picture: return GatewayPicture(bytes: Data("picture".utf8), receipt: GatewayReceipt(id: "r1"))
        case .signed(let bytes, let signature, let words):
            return GatewayPicture(
                bytes: bytes,
                receipt: GatewayReceipt(id: "r1"),
                signature: signature,
                signedWords: words
            )
        case .failure(let failure): throw failure
        case .silence:
            while !Task.isCancelled { await Task.yield() }
            throw GatewayFailure(.cancelled)
        case nil: throw GatewayFailure(.invalidRequest)
        }
    }

    func probe(_ lane: Lane) async throws(GatewayFailure) {}
}

/// A journal in memory.
final class MemoryJournal: CallJournal {
    private struct State {
        var past: [PictureKey: [PastCall]] = [:]
        var begun: [EngineCall] = []
        var ends: [EngineCallID: EngineCallEnd] = [:]
        var deliveries: [EngineCallID: Data] = [:]
        var keptBeforeEnd: [EngineCallID] = []
    }

    private let state = Mutex(State())

    /// With calls of an earlier run, and what was kept of them.
    init(past: [PictureKey: [PastCall]] = [:], deliveries: [EngineCallID: Data] = [:]) {
        state.withLock { state in
            state.past = past
            state.deliveries = deliveries
        }
    }

    /// Calls whose deliveries were kept while they had no end.
    var keptBeforeEnd: [EngineCallID] { state.withLock { $0.keptBeforeEnd } }

    func end(of call: EngineCallID) -> EngineCallEnd? { state.withLock { $0.ends[call] } }

    var begun: [EngineCall] { state.withLock { $0.begun } }
    /// How the calls ended, in the order of their beginnings; "open" for one without an end, "made" for a picture.
    var ends: [String] {
        state.withLock { state in
            state.begun.map { call in state.ends[call.id]?.outcome ?? "open" }
        }
    }

    func past(of picture: PictureKey) async throws -> [PastCall] {
        state.withLock { state in
            let begun = state.begun.filter { $0.picture == picture }
            return (state.past[picture] ?? [])
                + begun.map {
                    PastCall(
                        id: $0.id,
                        engine: $0.engine,
                        model: $0.model,
                        outcome: state.ends[$0.id]?.outcome
                    )
                }
        }
    }

    func begin(_ call: EngineCall, after past: Int) async throws {
        guard try await self.past(of: call.picture).count == past else { throw PastChanged() }
        state.withLock { $0.begun.append(call) }
    }

    func keep(_ delivery: Data, of call: EngineCall) async throws {
        state.withLock { state in
            state.deliveries[call.id] = delivery
            if state.ends[call.id] == nil { state.keptBeforeEnd.append(call.id) }
        }
    }

    func delivery(of call: EngineCallID, for picture: PictureKey) async throws -> Data? {
        state.withLock { $0.deliveries[call] }
    }

    func end(_ id: EngineCallID, _ end: EngineCallEnd) async throws {
        state.withLock { $0.ends[id] = end }
    }
}

extension LanePool {
    /// Lanes of the same limits.
    init(
        _ lanes: [Lane],
        limits: Limits,
        clock: Clock,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.init(lanes.map { Way($0, limits) }, clock: clock, metrics: metrics)
    }
}

extension Lane {
    static func sample(_ label: String) -> Lane {
        guard let label = HostLabel(label), let base = OutboundURL("http://127.0.0.1:7860") else {
            preconditionFailure("a literal")
        }
        return Lane(label: label, base: base, key: nil, destination: .localEngine(label))
    }
}

extension GatewayOrder {
    static func sample(model: String = "m", demandsImage: Bool = false) -> GatewayOrder {
        GatewayOrder(
            model: model,
            prompt: .none,
            size: PixelSize(width: 1_024, height: 1_024),
            seed: Seed(clamping: 7),
            limit: .seconds(60)
        )
    }
}
