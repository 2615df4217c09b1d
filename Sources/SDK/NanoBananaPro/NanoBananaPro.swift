#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A studio on a server: makes pictures, follows its jobs, and keeps what came of them.
///
/// ```swift
/// let studio = NanoBananaPro(server: server, key: key)
/// let job = try await studio.generate("two paper boats at dusk")
/// ```
///
/// It is a value without state of its own: make one where you need it, or one for the whole program. Every request
/// that changes something carries an `Idempotency-Key`, so that what is sent again by itself is neither done nor paid
/// twice.
public struct NanoBananaPro: Sendable {
    let connection: Connection

    /// Names a server and the key to ask it with; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - server: where it is, such as `https://studio.example`; a path before `/api` is kept.
    ///   - key: a secret key of yours, made at the server's page for keys.
    ///   - options: how to ask; the usual way when absent.
    public init(server: URL, key: Key, options: Options = Options()) {
        self.init(server: server, key: key, options: options, ambience: .system)
    }

    init(server: URL, key: Key, options: Options, ambience: Ambience) {
        connection = Connection(server: server, key: key, options: options, ambience: ambience)
    }
}
