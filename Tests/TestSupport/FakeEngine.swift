package import Engines
package import Foundation
package import Imaging
package import Kernel
import Synchronization
import Testing

/// An engine that does what a test wrote down, call by call, and fails the test when it is called once more.
package final class FakeEngine: Engine {
    /// What one call does.
    package struct Act: Sendable {
        package typealias Report = @Sendable (EngineProgress) -> Void

        let make: @Sendable (EngineOrder, @escaping Report) async throws -> EngineResult

        package init(_ make: @escaping @Sendable (EngineOrder) async throws -> EngineResult) {
            self.make = { order, _ in try await make(order) }
        }

        /// Says itself how far it is.
        package init(
            reporting make: @escaping @Sendable (EngineOrder, @escaping Report) async throws -> EngineResult
        ) {
            self.make = make
        }
    }

    private struct State {
        var acts: [Act]
        var orders: [EngineOrder] = []
    }

    private let state: Mutex<State>
    private let always: Act?
    package let waitsForServers: Bool

    /// Does these, one a call.
    package init(_ acts: [Act]) {
        state = Mutex(State(acts: acts))
        always = nil
        waitsForServers = false
    }

    /// Does the same at every call.
    package init(always act: Act, waitsForServers: Bool = false) {
        state = Mutex(State(acts: []))
        always = act
        self.waitsForServers = waitsForServers
    }

    /// What it was asked to make, in order.
    package var orders: [EngineOrder] { state.withLock { $0.orders } }

    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        let act = state.withLock { state -> Act? in
            state.orders.append(order)
            return state.acts.isEmpty ? always : state.acts.removeFirst()
        }
        guard let act else {
            Issue.record("the engine was called more often than the test says")
            throw EngineError.failed
        }
        report(EngineProgress(.drawing, 0.5))
        return try await act.make(order, report)
    }
}

extension FakeEngine.Act {
    /// Hands over a picture of one colour.
    package static let draws = draws(noting: [])

    package static func draws(noting notes: [Note]) -> Self {
        Self { EngineResult(.pixels(try await .plain($0.size)), source: .algorithmicMedia, notes: notes) }
    }

    /// Hands over a picture of another size than was asked for.
    package static let drawsTooSmall = Self { _ in
        EngineResult(.pixels(try await .plain(PixelSize(width: 16, height: 16))), source: .algorithmicMedia)
    }

    /// Hands over a file from elsewhere.
    package static func sends(_ bytes: Data) -> Self {
        Self { _ in EngineResult(.encoded(bytes), source: .trainedAlgorithmicMedia) }
    }

    package static func refuses(_ code: Problem.Code) -> Self {
        Self { _ in throw EngineError.refused(Problem(code)) }
    }

    package static let fails = Self { _ in throw EngineError.failed }

    /// Shows a draft, waits for `end`, then draws.
    package static func shows(_ draft: Data, until end: Latch) -> Self {
        Self(reporting: { order, report in
            report(EngineProgress(.drawing, 0.6, draft: draft))
            try await end.wait()
            return EngineResult(.pixels(try await .plain(order.size)), source: .trainedAlgorithmicMedia)
        })
    }

    /// Hands over pixels of a file that a provider delivered.
    package static func delivers(_ file: Data) -> Self {
        Self { order in
            EngineResult(
                .pixels(try await .plain(order.size)),
                source: .trainedAlgorithmicMedia,
                delivery: file
            )
        }
    }

    /// Opens `begun`, waits for `end`, then draws; stops when it is cancelled.
    package static func waits(_ begun: Latch, until end: Latch) -> Self {
        Self { order in
            begun.open()
            try await end.wait()
            return try await draws.make(order) { _ in }
        }
    }
}

extension Imaging {
    /// One for all tests: each has threads of its own.
    package static let forTests = Imaging(threads: 2)
}

extension Picture {
    /// A picture of one colour.
    package static func plain(_ size: PixelSize) async throws -> Picture {
        let samples = [UInt8](repeating: 120, count: size.pixels * 3)
        let pixels = try #require(RawPixels(size: size, bands: 3, bytes: samples))
        return try await Imaging.forTests.picture(of: pixels)
    }
}
