import FoundationEssentials
package import Outbound

/// Fetches weights onto the shelf, and goes on where an earlier pull broke off.
///
/// Nothing of the file is believed before its digest and its format are; until then it has another name.
package struct WeightsPull: Sendable {
    /// What is to be fetched.
    package struct Order: Sendable {
        package let url: OutboundURL
        package let name: WeightsName
        package let digest: WeightsDigest

        package init(_ url: OutboundURL, as name: WeightsName, verifiedBy digest: WeightsDigest) {
            self.url = url
            self.name = name
            self.digest = digest
        }
    }

    /// In bytes: 64 GiB.
    package static let largest = 64 << 30
    /// Hubs of models send on to where the files are.
    static let mostRedirects = 3

    let outbound: Outbound
    let shelf: WeightsShelf

    package init(outbound: Outbound, shelf: WeightsShelf) {
        self.outbound = outbound
        self.shelf = shelf
    }

    /// Fetches weights, verifies them and puts them on the shelf; those that are there with this digest are not fetched again.
    /// - Parameters:
    ///   - order: what, from where.
    ///   - report: is told how many bytes there are and how many there will be, where that is known.
    /// - Returns: what is on the shelf now.
    /// - Throws: `PullRefusal`, or `CancellationError` when the task is cancelled; what has come stays for the next pull.
    package func run(
        _ order: Order,
        report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void
    ) async throws -> WeightsShelf.Entry {
        if let entry = try here(order) { return entry }
        try refusing { () throws(WeightsRefusal) in try shelf.prepare() }
        let part = try PartFile(of: order.name, on: shelf)
        try await part.resume()
        try await complete(part, order, report)
        try await check(part, order)
        try refusing { () throws(WeightsRefusal) in try shelf.take(order.name, verifiedAs: order.digest) }
        guard let entry = shelf.entry(order.name) else {
            throw PullRefusal.unfit(.unreadable(path: shelf.file(order.name).path))
        }
        return entry
    }

    /// Fetches what is missing of a part; nothing may be.
    private func complete(
        _ part: PartFile,
        _ order: Order,
        _ report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void
    ) async throws {
        guard try await part.finish() != order.digest else { return }
        do {
            try await fetch(order, into: part, report)
        } catch {
            if await part.size == 0 { await part.discard() }
            throw error
        }
    }

    /// Believes a part, or deletes it.
    private func check(_ part: PartFile, _ order: Order) async throws {
        let digest = try await part.finish()
        guard digest == order.digest else {
            await part.discard()
            throw PullRefusal.otherDigest(expected: order.digest, found: digest)
        }
        do throws(WeightsRefusal) {
            _ = try WeightsFormat(recognising: shelf.part(of: order.name), called: order.name.text)
        } catch {
            await part.discard()
            throw PullRefusal.unfit(error)
        }
    }

    /// The weights, where they are here already.
    private func here(_ order: Order) throws(PullRefusal) -> WeightsShelf.Entry? {
        if let entry = shelf.entry(order.name), entry.digest == order.digest { return entry }
        guard !FileManager.default.fileExists(atPath: shelf.file(order.name).path) else {
            throw .nameTaken(order.name)
        }
        return nil
    }

    private func refusing(_ act: () throws(WeightsRefusal) -> Void) throws(PullRefusal) {
        do throws(WeightsRefusal) {
            try act()
        } catch {
            throw .unfit(error)
        }
    }
}
