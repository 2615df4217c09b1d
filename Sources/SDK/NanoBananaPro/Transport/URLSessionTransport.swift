#if canImport(Darwin) || NBP_TRY_URLSESSION
#if canImport(FoundationNetworking)
import Foundation
public import FoundationNetworking
#else
public import Foundation
#endif

/// Carries requests by `URLSession`: what Apple's platforms use, with their proxies and their trust.
public final class URLSessionTransport: NanoBananaPro.Transport {
    private let session: URLSession
    private let exchanges = URLSessionExchanges()

    /// Makes a session of its own, which ends with the transport and keeps no cookies, credentials or answers.
    public convenience init(longestSilence: Duration = .seconds(60)) {
        self.init(configuration: .ephemeral, longestSilence: longestSilence)
    }

    /// Makes a session of a configuration of yours, whose cookies and cache are switched off.
    public init(configuration: URLSessionConfiguration, longestSilence: Duration = .seconds(60)) {
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.timeoutIntervalForRequest = Double(longestSilence.components.seconds)
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit {
        session.finishTasksAndInvalidate()
    }

    /// Sends a request; the body is read as fast as its reader takes it.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        var outgoing = URLRequest(url: request.url)
        outgoing.httpMethod = request.method
        for (name, value) in request.headers { outgoing.setValue(value, forHTTPHeaderField: name) }
        outgoing.httpBody = request.body
        let task = session.dataTask(with: outgoing)
        let exchange = URLSessionExchange(task)
        exchanges.add(exchange)
        return try await withTaskCancellationHandler {
            try await exchange.head()
        } onCancel: {
            task.cancel()
        }
    }
}
#endif
