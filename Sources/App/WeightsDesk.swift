import FoundationEssentials
import Kernel
package import LocalModels
import Logging
import Outbound

/// Keeps the weights of local models, for the command line, beside a running server too.
package struct WeightsDesk: Sendable {
    private let folder: URL
    private let shelf: WeightsShelf

    package init(_ settings: Settings) {
        folder = settings.dataFolder
        shelf = WeightsShelf(DataDirectory.Places(settings.dataFolder).weights)
    }

    package var entries: [WeightsShelf.Entry] { shelf.entries() }

    /// - Throws: `PullRefusal`, `DataDirectoryRefusal`.
    package func pull(
        _ order: WeightsPull.Order,
        report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void
    ) async throws -> WeightsShelf.Entry {
        _ = try DataDirectory(folder)
        // Whoever can type this may name their own machine too, whatever people reach the server by.
        let outbound = Outbound(OutboundPolicy(isLocal: true), clock: .system, randomness: .system)
        // What was asked outside is no line of a command's.
        return try await withLogger(logLevel: .error) { _ in
            try await WeightsPull(outbound: outbound, shelf: shelf).run(order, report: report)
        }
    }

    /// - Throws: `WeightsRefusal`.
    package func remove(_ name: WeightsName) throws {
        try shelf.remove(name)
    }
}
