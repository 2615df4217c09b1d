import FoundationEssentials
import Kernel
import Purposes
import Store

extension PrivacyChoices {
    /// The receipt of one decision of somebody's, in the form of ISO/IEC TS 27560 as JSON-LD.
    /// - Throws: `Problem` `not_found` for anybody else's.
    package func receipt(of id: ConsentID, for chooser: Chooser) async throws -> ConsentReceipt {
        let event = try await store.read { tx in try ConsentRecords(tx).event(id) }
        guard let event, let subject = chooser.subject, event.subject == subject else {
            throw Problem(.notFound)
        }
        return ConsentReceipt(
            event: event,
            use: policy.byKey[event.purpose]?.dataUse ?? event.purpose,
            controller: controller
        )
    }
}
