import Kernel
import Synchronization

@testable import Mail

/// Hands mails on to another transport, and does something first.
final class Relay: MailTransport {
    private struct State {
        var act: (@Sendable () async throws -> Void)?
        var deliveries = 0
    }

    private let next: any MailTransport
    private let state = Mutex(State())

    init(_ next: any MailTransport) {
        self.next = next
    }

    var deliveries: Int { state.withLock { $0.deliveries } }

    func onDelivery(_ act: @escaping @Sendable () async throws -> Void) {
        state.withLock { $0.act = act }
    }

    func deliver(_ message: MailMessage) async throws {
        let act = state.withLock { state in
            state.deliveries += 1
            return state.act
        }
        try await act?()
        try await next.deliver(message)
    }

    func forget(_ mark: RecipientMark) async throws { try await next.forget(mark) }

    func collect(madeBefore limit: Timestamp) async throws -> Int {
        try await next.collect(madeBefore: limit)
    }
}
