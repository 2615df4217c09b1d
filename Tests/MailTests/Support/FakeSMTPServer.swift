import Foundation
import Kernel
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import Mail

/// A mail server that says what a test wrote down, and remembers what it was told.
final class FakeSMTPServer: Sendable {
    struct Script: Sendable {
        var greeting = "220 mail.example ESMTP\r\n"
        var extensions = ["8BITMIME", "SIZE 1000000"]
        /// The answers to commands that begin so, one a time and the last for ever; "." is the end of a mail.
        var answers: [String: [String]] = [:]
        /// Whether each byte goes out by itself.
        var isSlow = false
    }

    private struct State {
        var script: Script
        var commands: [String] = []
        var mails: [Data] = []
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let state: Mutex<State>

    private init(_ script: Script) {
        state = Mutex(State(script: script))
    }

    var commands: [String] { state.withLock { $0.commands } }
    var mails: [Data] { state.withLock { $0.mails } }

    /// Runs `body` beside a server, with the port it listens on.
    static func running<Value: Sendable>(
        _ script: Script = Script(),
        on host: String = "127.0.0.1",
        _ body: (_ server: FakeSMTPServer, _ port: Int) async throws -> Value
    ) async throws -> Value {
        let server = FakeSMTPServer(script)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: host, port: 0) { $0.eventLoop.makeSucceededFuture($0) }
        let port = try #require(listener.channel.localAddress?.port)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await listener.executeThenClose { connections in
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await channel in connections {
                            group.addTask { try? await server.talk(on: channel) }
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            return try await body(server, port)
        }
    }

    private func talk(on channel: any Channel) async throws {
        // Only here: a connection that came when nobody listens any more would be dropped with its writer open, which is fatal.
        // Nothing is lost, since the server speaks first.
        let connection = try await channel.eventLoop.submit {
            try Connection(wrappingChannelSynchronously: channel)
        }.get()
        try await connection.executeThenClose { inbound, outbound in
            let script = state.withLock { $0.script }
            try await say(script.greeting, script, outbound)
            var (bytes, mail) = (ByteBuffer(), Data?.none)
            for try await piece in inbound {
                bytes.writeImmutableBuffer(piece)
                while let line = bytes.readLine() {
                    guard let answer = hear(line, &mail) else { continue }
                    try await say(answer, script, outbound)
                    if line == "QUIT" { return }
                }
            }
        }
    }

    private func say(
        _ text: String,
        _ script: Script,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        guard script.isSlow else {
            try await outbound.write(ByteBuffer(string: text))
            return
        }
        for byte in text.utf8 { try await outbound.write(ByteBuffer(bytes: [byte])) }
    }

    /// The answer to a line; none while a mail is coming in.
    private func hear(_ line: String, _ mail: inout Data?) -> String? {
        if mail != nil {
            guard line == "." else {
                mail?.append(
                    Data((line.hasPrefix(".") ? line.dropFirst() : line[...]).utf8) + Data("\r\n".utf8)
                )
                return nil
            }
            let answer = answer(to: ".", or: "250 OK\r\n")
            if let whole = mail, answer.hasPrefix("2") { state.withLock { $0.mails.append(whole) } }
            mail = nil
            return answer
        }
        state.withLock { $0.commands.append(line) }
        switch line.prefix(4) {
        case "EHLO":
            let lines = ["mail.example"] + state.withLock { $0.script.extensions }
            let text = lines.enumerated().map { place, line in
                "250\(place == lines.count - 1 ? " " : "-")\(line)\r\n"
            }
            return answer(to: line, or: text.joined())
        case "DATA":
            let answer = answer(to: line, or: "354 go on\r\n")
            if answer.hasPrefix("3") { mail = Data() }
            return answer
        case "AUTH":
            return answer(to: line, or: line == "AUTH LOGIN" ? "334 VXNlcm5hbWU6\r\n" : "235 in\r\n")
        default:
            return answer(to: line, or: "250 OK\r\n")
        }
    }

    private func answer(to line: String, or usual: String) -> String {
        state.withLock { state in
            guard let key = state.script.answers.keys.first(where: line.hasPrefix),
                let answers = state.script.answers[key], let first = answers.first
            else { return usual }
            if answers.count > 1 { state.script.answers[key] = Array(answers.dropFirst()) }
            return first
        }
    }
}

extension ByteBuffer {
    /// The next line that is whole, without its end.
    fileprivate mutating func readLine() -> String? {
        guard let end = readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = readString(length: end - readableBytesView.startIndex + 1) ?? ""
        return String(decoding: line.utf8.dropLast(line.utf8.dropLast().last == 13 ? 2 : 1), as: UTF8.self)
    }
}

extension MailMessage {
    static func sample(
        _ number: UInt64 = 1,
        to recipient: String = "mei@mail.example",
        text: String = "Subject: x\r\n\r\nhello\r\n"
    ) throws -> MailMessage {
        MailMessage(
            id: .sample(number),
            mark: .sample(number),
            sender: "no-reply@studio.example",
            recipient: try #require(EmailAddress(recipient)),
            bytes: Data(text.utf8)
        )
    }
}

extension RecipientMark {
    static func sample(_ number: UInt64 = 1) -> RecipientMark {
        RecipientMark(Data(repeating: UInt8(truncatingIfNeeded: number), count: 32))
    }
}
