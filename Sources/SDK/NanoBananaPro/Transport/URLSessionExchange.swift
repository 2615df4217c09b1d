#if canImport(Darwin) || NBP_TRY_URLSESSION
import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif
import Synchronization

/// One request of a session, from its start to the end of its answer's body.
final class URLSessionExchange: Sendable {
    /// So many bytes may wait for their reader before the connection is told to wait.
    private static let mostWaiting = 1_024 * 1_024

    private struct State {
        /// Given away with the answer: who drops the body ends the exchange.
        var parts: AsyncThrowingStream<Data, any Error>?
        var reader: CheckedContinuation<TransportResponse, any Error>?
        var outcome: Result<TransportResponse, any Error>?
        var waiting = 0
        var isPaused = false
    }

    let task: URLSessionDataTask
    private let state: Mutex<State>
    private let feed: AsyncThrowingStream<Data, any Error>.Continuation

    init(_ task: URLSessionDataTask) {
        self.task = task
        let (parts, feed) = AsyncThrowingStream<Data, any Error>.makeStream()
        self.feed = feed
        state = Mutex(State(parts: parts))
        feed.onTermination = { _ in task.cancel() }
    }

    /// Starts the request, and waits for the answer's head.
    func head() async throws -> TransportResponse {
        try await withCheckedThrowingContinuation { reader in
            let outcome = state.withLock { state in
                if state.outcome == nil { state.reader = reader }
                return state.outcome
            }
            if let outcome { reader.resume(with: outcome) } else { task.resume() }
        }
    }

    func take(_ head: HTTPURLResponse) {
        let fields = head.allHeaderFields.compactMap { name, value in
            (name as? String).map { ($0, "\(value)") }
        }
        settle(
            .success(
                TransportResponse(
                    status: head.statusCode,
                    headers: Dictionary(fields) { first, _ in first },
                    body: body()
                )
            )
        )
    }

    func take(_ part: Data) {
        feed.yield(part)
        let isFull = state.withLock { state in
            state.waiting += part.count
            defer { if state.waiting > Self.mostWaiting { state.isPaused = true } }
            return state.waiting > Self.mostWaiting && !state.isPaused
        }
        if isFull { task.suspend() }
    }

    func end(_ error: (any Error)?) {
        let cause = error.map(Self.cause)
        feed.finish(throwing: cause)
        settle(.failure(cause ?? TransportError.lost))
    }

    /// Tells the reader, unless it was told before.
    private func settle(_ outcome: Result<TransportResponse, any Error>) {
        let reader = state.withLock { state in
            defer { state.reader = nil }
            if state.outcome == nil { state.outcome = outcome }
            return state.reader
        }
        reader?.resume(with: outcome)
    }

    /// The parts of the body; taking one lets a connection go on that was told to wait.
    private func body() -> TransportBody {
        let parts = state.withLock { $0.parts.take() }
        guard let parts else { return TransportBody([]) }
        return TransportBody(
            parts.map { part in
                self.taken(part.count)
                return part
            }
        )
    }

    private func taken(_ count: Int) {
        let mayGoOn = state.withLock { state in
            state.waiting -= count
            guard state.isPaused, state.waiting <= Self.mostWaiting / 2 else { return false }
            state.isPaused = false
            return true
        }
        if mayGoOn { task.resume() }
    }

    private static func cause(of error: any Error) -> any Error {
        switch (error as? URLError)?.code {
        case .cancelled: CancellationError()
        case .timedOut: TransportError.timedOut
        case .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet:
            TransportError.unreachable
        default: TransportError.lost
        }
    }
}

/// The exchanges of a session, each found by its task.
final class URLSessionExchanges: NSObject, URLSessionDataDelegate, Sendable {
    private let running = Mutex<[Int: URLSessionExchange]>([:])

    func add(_ exchange: URLSessionExchange) {
        running.withLock { $0[exchange.task.taskIdentifier] = exchange }
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        guard let head = response as? HTTPURLResponse, let exchange = exchange(of: dataTask) else {
            return completionHandler(.cancel)
        }
        exchange.take(head)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchange(of: dataTask)?.take(data)
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didCompleteWithError error: (any Error)?
    ) {
        running.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.end(error)
    }

    /// A redirect is an answer like any other: the key goes to no other address.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    private func exchange(of task: URLSessionTask) -> URLSessionExchange? {
        running.withLock { $0[task.taskIdentifier] }
    }
}
#endif
