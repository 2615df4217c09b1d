import Foundation
import Logging
import Outbound
import TestSupport
import Testing

@testable import LocalModels

/// A shelf in a folder of its own, and servers that weights are pulled from.
struct PullBench: Sendable {
    /// What came of a pull, and what the server was asked.
    struct Pulled: Sendable {
        let entry: WeightsShelf.Entry
        let requests: [String]
    }

    let folder: TempFolder
    let shelf: WeightsShelf

    init() throws {
        folder = try TempFolder()
        shelf = WeightsShelf(folder["models"])
    }

    var name: WeightsName {
        get throws { try #require(.sample) }
    }

    /// Pulls what should be `weights` from a server with this script.
    func pull(
        _ weights: Data,
        _ script: @escaping ScriptedServer.Script,
        report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void = { _, _ in }
    ) async throws -> Pulled {
        try await ScriptedServer.serving(script) { port, server in
            let url = try #require(OutboundURL("http://127.0.0.1:\(port)/files/tiny.safetensors?key=1"))
            let entry = try await pull(weights, from: url, report: report)
            return Pulled(entry: entry, requests: server.requests)
        }
    }

    @discardableResult
    func pull(
        _ weights: Data,
        from url: OutboundURL,
        by outbound: Outbound = .forTests(),
        report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void = { _, _ in }
    ) async throws -> WeightsShelf.Entry {
        let order = WeightsPull.Order(url, as: try name, verifiedBy: WeightsDigest(of: weights))
        return try await withLogger(.silent) { _ in
            try await WeightsPull(outbound: outbound, shelf: shelf).run(order, report: report)
        }
    }

    /// Leaves these bytes as a pull that broke off would.
    func leave(_ bytes: Data) throws {
        try shelf.prepare()
        try bytes.write(to: shelf.part(of: name))
    }
}
