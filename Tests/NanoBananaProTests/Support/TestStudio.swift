import Foundation
import Synchronization

@testable import NanoBananaPro

/// A studio before a scripted server, whose pauses take no time and are written down.
struct TestStudio {
    let studio: NanoBananaPro
    let transport: ScriptedTransport
    private let slept: Pauses

    /// 2026-11-23, 18:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_795_456_800)
    static let key = "nbp_sk_0123456789abcdefghijABCDEFGHIJ0123456789abcdef"

    init(
        _ turns: ScriptedTransport.Turn...,
        server: String = "https://studio.example/",
        retry: NanoBananaPro.RetryPolicy = .usual,
        sleep: (@Sendable (Duration) async throws -> Void)? = nil
    ) {
        let (transport, slept) = (ScriptedTransport(turns), Pauses())
        let numbers = Mutex(0)
        self.transport = transport
        self.slept = slept
        studio = NanoBananaPro(
            server: URL(string: server) ?? URL(filePath: "/"),
            key: NanoBananaPro.Key(Self.key),
            options: NanoBananaPro.Options(retry: retry, transport: transport),
            ambience: Ambience(
                now: { Self.now },
                sleep: { pause in
                    slept.add(pause)
                    try await sleep?(pause)
                },
                chance: { 1 },
                unique: {
                    numbers.withLock { number in
                        number += 1
                        return "unique-\(number)"
                    }
                }
            )
        )
    }

    /// How long was waited, each time.
    var pauses: [Duration] { slept.all }

    private final class Pauses: Sendable {
        private let list = Mutex<[Duration]>([])

        var all: [Duration] { list.withLock { $0 } }

        func add(_ pause: Duration) { list.withLock { $0.append(pause) } }
    }
}

/// What an operation threw.
func caught(_ act: () async throws -> Void) async -> NanoBananaProError? {
    do {
        try await act()
        return nil
    } catch {
        return error as? NanoBananaProError
    }
}
