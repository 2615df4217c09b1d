import Foundation
import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A server on loopback that answers each request with the bytes of a script, however wrong they are.
package final class ScriptedServer: Sendable {
    /// What it does with one connection, once the request is there, head and body.
    ///
    /// Each scalar that is written is one byte.
    package typealias Script = @Sendable (_ request: String, _ write: Writer) async throws -> Void

    package struct Writer: Sendable {
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        package func callAsFunction(_ text: String) async throws {
            try await outbound.write(
                ByteBuffer(bytes: text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            )
        }
    }

    private let received = Mutex<[String]>([])

    private init() {}

    /// All requests so far.
    package var requests: [String] { received.withLock { $0 } }

    /// Serves while `body` runs.
    package static func serving<Value: Sendable>(
        tls: TLSConfiguration? = nil,
        _ script: @escaping Script,
        during body: @escaping @Sendable (_ port: Int, _ server: ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0) { child in
                child.eventLoop.makeCompletedFuture {
                    if let context {
                        try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    return child
                }
            }
        let server = ScriptedServer()
        let port = listener.channel.localAddress?.port ?? 0
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await server.accept(listener, script)
                return nil
            }
            group.addTask { try await body(port, server) }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private func accept(
        _ listener: NIOAsyncChannel<any Channel, Never>,
        _ script: @escaping Script
    ) async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await channel in connections {
                    group.addTask { try? await self.serve(channel, script) }
                }
            }
        }
    }

    /// Whoever breaks the connection off ends the script, and that is all right.
    private func serve(_ channel: any Channel, _ script: @escaping Script) async throws {
        // Only here: a connection that came when nobody listens any more would be dropped with its writer open, which is fatal.
        // Until then nothing is read, so nothing is lost.
        let connection = try await channel.eventLoop.submit {
            try Connection(wrappingChannelSynchronously: channel)
        }.get()
        try await connection.executeThenClose { inbound, outbound in
            try await channel.setOption(.autoRead, value: true).get()
            var bytes = Data()
            for try await piece in inbound {
                bytes.append(contentsOf: piece.readableBytesView)
                if Self.isWhole(bytes) { break }
            }
            guard Self.isWhole(bytes) else { return }
            let request = String(decoding: bytes, as: UTF8.self)
            received.withLock { $0.append(request) }
            try await script(request, Writer(outbound: outbound))
        }
    }

    /// Whether head and body are there, by the length that the head names.
    private static func isWhole(_ request: Data) -> Bool {
        guard let end = request.range(of: Data("\r\n\r\n".utf8)) else { return false }
        let head = String(decoding: request[..<end.lowerBound], as: UTF8.self).lowercased()
        let length = head.firstMatch(of: /content-length: ([0-9]+)/).flatMap { Int($0.1) } ?? 0
        return request[end.upperBound...].count >= length
    }
}

extension ScriptedServer {
    /// A whole answer: head, length and body.
    package static func answer(
        _ body: String,
        status: String = "200 OK",
        headers: [String] = []
    ) -> Script {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.unicodeScalars.count)"] + headers
        return { _, write in try await write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body) }
    }

    /// Waits until the other side has had enough.
    package static func forever() async throws {
        try await Task.sleep(for: .seconds(3_600))
    }
}
