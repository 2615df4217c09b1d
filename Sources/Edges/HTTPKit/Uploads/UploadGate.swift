package import Kernel
import Synchronization

/// Bounds how many files are on their way at the same time, altogether and from one network: uploads by default.
package final class UploadGate: Sendable {
    /// Each may have a spool file of every one of its files, and waits for its turn with the decoder.
    package static let most = 8
    /// So that one network, however slow, leaves room for others.
    package static let mostPerNetwork = 4

    private struct Count {
        var all = 0
        var networks: [CutAddress: Int] = [:]
    }

    private let count = Mutex(Count())
    private let most: Int
    private let mostPerNetwork: Int

    package init(letting most: Int = UploadGate.most, perNetwork: Int = UploadGate.mostPerNetwork) {
        self.most = most
        mostPerNetwork = perNetwork
    }

    /// Does what may be done by so many only.
    /// - Throws: `Problem` `too_busy`, or whatever `work` throws.
    package func pass<Value>(
        from network: CutAddress?,
        _ work: () async throws -> Value
    ) async throws -> Value {
        try enter(network)
        defer { leave(network) }
        return try await work()
    }

    private func enter(_ network: CutAddress?) throws(Problem) {
        let isFree = count.withLock { count in
            let own = network.map { count.networks[$0, default: 0] } ?? 0
            guard count.all < most, own < mostPerNetwork else { return false }
            count.all += 1
            if let network { count.networks[network] = own + 1 }
            return true
        }
        guard isFree else { throw Problem(.tooBusy, field: "file") }
    }

    private func leave(_ network: CutAddress?) {
        count.withLock { count in
            count.all -= 1
            guard let network, let own = count.networks[network] else { return }
            count.networks[network] = own > 1 ? own - 1 : nil
        }
    }
}
