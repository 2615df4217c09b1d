import FoundationEssentials
import Kernel

extension HostTraits {
    private static let mostReferences = 16
    /// In bytes, of each.
    private static let largestReference = 50 << 20
    static let largestMask = 4 << 20

    /// Refuses what the host cannot do: nothing of an order is left out in silence.
    func admit(_ order: GatewayOrder) throws(GatewayFailure) {
        let references = order.references
        let canEdit =
            references.isEmpty || edits && references.count <= (manyPictures ? Self.mostReferences : 1)
        let canMask = order.mask == nil || masks && !references.isEmpty
        let canAvoid = order.negativePrompt.isEmpty || negativePrompt
        guard canEdit, canMask, canAvoid, order.turns.isEmpty else { throw GatewayFailure(.invalidRequest) }
        if let tooLarge = references.firstIndex(where: { $0.bytes.count >= Self.largestReference }) {
            throw GatewayFailure(.invalidRequest, reference: tooLarge)
        }
    }
}
