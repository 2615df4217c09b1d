package import FoundationEssentials
package import Hummingbird
import Imaging
import Kernel
package import Provenance

/// Judges files that anybody brings, for pages and programs alike.
///
/// In memory, within a size and a time, so many at once, each charged to its network; nothing of them is kept.
package final class VerifyDesk: Sendable {
    /// In bytes: 50 MB.
    package static let longestFile = 50_000_000
    /// Files that are in memory at the same time.
    package static let most = 4
    /// So that one network, however slow, leaves room for others.
    static let mostPerNetwork = 2
    /// For the whole of a body.
    private static let patience = Duration.seconds(120)

    private let provenance: Provenance
    private let throttle: Throttle
    private let gate = UploadGate(letting: VerifyDesk.most, perNetwork: VerifyDesk.mostPerNetwork)

    package init(provenance: Provenance, throttle: Throttle) {
        self.provenance = provenance
        self.throttle = throttle
    }

    /// The certificates that others need to check our signatures, in PEM: whom we sign under now, and whom we did before.
    package var roots: String { provenance.roots.map(\.pem).joined() }

    /// Judges the file that `file` finds in a request's body, piece by piece; `whole` says at the end whether that was all of it.
    /// - Throws: `Problem` `quota-exceeded`, `too_busy`, `body_too_large`, `body_too_slow`, `missing_field`, `image_unreadable`, or
    ///   what `file` throws.
    package func judge(
        _ request: Request,
        _ context: AppContext,
        _ file: (_ piece: Data) throws -> [Data],
        whole: () throws -> Void = {}
    ) async throws -> Judgement {
        let verdict = throttle.check(.verify, target: nil, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
        return try await gate.pass(from: context.client?.network) {
            let bytes = try await read(request, file)
            try whole()
            guard !bytes.isEmpty else { throw Problem(.missingField, field: "file") }
            guard (try? ImageFormat(recognising: bytes)) != nil else {
                throw Problem(.imageUnreadable, field: "file")
            }
            return await provenance.judge(bytes)
        }
    }

    private func read(_ request: Request, _ file: (Data) throws -> [Data]) async throws -> Data {
        let limit = Problem(.bodyTooLarge, field: "file", ["limit": "\(Self.longestFile / 1_024)"])
        // A form is little longer than its file.
        let told = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard told <= Self.longestFile + 4_096 else { throw limit }
        var bytes = Data(capacity: told)
        try await request.pour(within: Self.patience) { piece in
            for part in try file(piece) {
                guard bytes.count + part.count <= Self.longestFile else { throw limit }
                bytes.append(part)
            }
        }
        return bytes
    }
}
