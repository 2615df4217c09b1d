import Glibc
package import Kernel
import NIOPosix
import Synchronization

/// Turns names into addresses, injected so that tests can be a lying name server.
package struct Resolver: Sendable {
    /// The addresses of a name, the best one first; empty when there is none.
    package let addresses: @Sendable (_ name: String) async throws -> [IPAddress]

    package init(addresses: @escaping @Sendable (_ name: String) async throws -> [IPAddress]) {
        self.addresses = addresses
    }

    /// The machine's: its hosts file, then its name servers.
    package static let system = Resolver { name in try await Lookup(name: name).run() }
}

/// One question to the system's resolver, which blocks and cannot be called back; who asked can leave all the same.
private final class Lookup: Sendable {
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
        return threads
    }()

    private enum State {
        case new
        case waiting(CheckedContinuation<[IPAddress], any Error>)
        case ended
    }

    private let name: String
    private let state = Mutex(State.new)

    init(name: String) {
        self.name = name
    }

    func run() async throws -> [IPAddress] {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                let isLate = state.withLock { state in
                    guard case .new = state else { return true }
                    state = .waiting(waiter)
                    return false
                }
                guard !isLate else { return waiter.resume(throwing: CancellationError()) }
                Self.threads.submit { _ in self.end(.success(Self.ask(self.name))) }
            }
        } onCancel: {
            end(.failure(CancellationError()))
        }
    }

    private func end(_ result: Result<[IPAddress], any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<[IPAddress], any Error>? in
            defer { state = .ended }
            guard case .waiting(let waiter) = state else { return nil }
            return waiter
        }
        waiter?.resume(with: result)
    }

    private static func ask(_ name: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        let list = sequence(first: first) { $0?.pointee.ai_next }.prefix { $0 != nil }
        return list.compactMap { entry in
            entry?.pointee.ai_addr.flatMap { IPAddress(UnsafePointer($0)) }
        }
    }
}
