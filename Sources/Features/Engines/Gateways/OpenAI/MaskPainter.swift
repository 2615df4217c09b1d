package import FoundationEssentials

/// Makes a mask as the Images API wants it of one of ours, which is a PNG that is white where the picture is to change: a
/// PNG of the same size whose alpha is 0 there.
package typealias MaskPainter = @Sendable (Data) async throws -> Data

extension OpenAIImages {
    /// The order's mask in the host's form; nil without one.
    /// - Throws: `invalidRequest` when none can be made that the host takes.
    func mask(of order: GatewayOrder) async throws(GatewayFailure) -> Data? {
        guard let mask = order.mask else { return nil }
        let painted: Data
        do {
            painted = try await paintMask(mask)
        } catch {
            throw GatewayFailure(error is CancellationError ? .cancelled : .invalidRequest)
        }
        guard painted.count < HostTraits.largestMask, PictureSignature(painted) == .png else {
            throw GatewayFailure(.invalidRequest)
        }
        return painted
    }
}
